package io.bedplate.cli.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts to JSON values and back. */
public final class JsonTexts {
    static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private JsonTexts() {}

    /**
     * Decodes a file; a byte order mark is let pass (RFC 8259, 8.1).
     *
     * @param source names the text in messages
     */
    public static String utf8(String source, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
        } catch (CharacterCodingException _) {
            throw new JsonInputException(source + ": wanted JSON in UTF-8, found bytes that are not UTF-8");
        }
    }

    /** Reads one JSON object. */
    public static JsonCursor object(String source, String text) {
        var root = new JsonCursor(source, "", parse(source, text));
        if (!root.node().isObject()) {
            throw root.wrong("an object");
        }
        return root;
    }

    private static JsonNode parse(String source, String text) {
        try {
            var node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new JsonInputException(source + ": wanted a JSON object, found nothing");
            }
            return node;
        } catch (JacksonException e) {
            throw unreadable(source, e);
        }
    }

    static JsonInputException unreadable(String source, JacksonException e) {
        var location = e.getLocation();
        String place = location == null || location.getLineNr() < 1
                ? ""
                : " line %d, column %d:".formatted(location.getLineNr(), location.getColumnNr());
        String message = e.getOriginalMessage();
        return new JsonInputException(
                "%s:%s not JSON: %s".formatted(source, place, message.lines().findFirst().orElse("")));
    }

    /** On one line, in UTF-8 as it comes, keys in the order they were put. */
    public static String line(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }
}
