package io.bedplate.cli.json;

import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Finds where in a text a value stands. Reads the text once more: a tree knows no places, and few texts are wrong. */
final class JsonPlaces {

    /** A step from a value into it: a key, or an index where that is not below 0. */
    record Step(String key, int index) {}

    private JsonPlaces() {}

    /** Where the value begins, or the last of those around it that is there. */
    static TokenStreamLocation find(String text, List<Step> way) {
        try (var parser = JsonTexts.MAPPER.createParser(text)) {
            parser.nextToken();
            var place = parser.currentTokenLocation();
            for (var step : way) {
                if (!enter(parser, step)) {
                    return place;
                }
                place = parser.currentTokenLocation();
            }
            return place;
        }
    }

    /** Where a text stops being JSON, or its end. */
    static TokenStreamLocation failure(String text) {
        try (var parser = JsonTexts.MAPPER.createParser(text)) {
            try {
                while (parser.nextToken() != null) {
                }
            } catch (JacksonException _) {
                // The parser stands where it could not go on.
            }
            return parser.currentLocation();
        }
    }

    private static boolean enter(JsonParser parser, Step step) {
        return step.index() >= 0 ? enter(parser, step.index()) : enter(parser, step.key());
    }

    private static boolean enter(JsonParser parser, int index) {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == index) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean enter(JsonParser parser, String key) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean found = parser.currentName().equals(key);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }
}
