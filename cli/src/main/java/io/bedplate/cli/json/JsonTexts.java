package io.bedplate.cli.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
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
    // What stands for bytes that are no UTF-8; a text may hold it by right.
    private static final char REPLACEMENT = '\uFFFD';

    private JsonTexts() {}

    /**
     * Decodes a file; a byte order mark is let pass (RFC 8259, 8.1).
     *
     * @param source names the text in messages
     */
    public static String utf8(JsonSource source, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseOtherThanUtf8(source, bytes);
        }
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
    }

    private static void refuseOtherThanUtf8(JsonSource source, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
            String before = out.flip().toString();
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            throw new JsonInputException("%s: wanted JSON in UTF-8, found byte 0x%02x"
                    .formatted(source.place(line, before.length() - before.lastIndexOf('\n')), bytes[in.position()]));
        }
    }

    /** Reads one JSON object. */
    public static JsonCursor object(JsonSource source, String text) {
        var root = value(source, text);
        root.object();
        return root;
    }

    /** Reads one JSON value. */
    public static JsonCursor value(JsonSource source, String text) {
        try {
            var node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new JsonInputException(source.name() + ": wanted JSON, found nothing");
            }
            return JsonCursor.root(source, text, node);
        } catch (JacksonException e) {
            var place = e.getLocation() == null || e.getLocation().getLineNr() < 1
                    ? JsonPlaces.failure(text)
                    : e.getLocation();
            throw new JsonInputException("%s: not JSON: %s"
                    .formatted(source.place(place.getLineNr(), place.getColumnNr()), complaint(e)));
        }
    }

    // What is cut off tells of the parser and its settings, not of the text.
    private static String complaint(JacksonException e) {
        String message = e.getOriginalMessage();
        return message.startsWith("Trailing token")
                ? "something stands behind the value"
                : message.replaceFirst(
                        "(?s) \\((start marker|for \\w+ starting) at.*|: enable `.*|, from `[^`]*`|\\R.*", "");
    }

    /** On one line, in UTF-8 as it comes, keys in the order they were put. */
    public static String line(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }
}
