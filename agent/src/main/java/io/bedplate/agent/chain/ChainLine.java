package io.bedplate.agent.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record as it stands in the file: one line of JSON in UTF-8 without blanks between its parts, members of every object
 * ascending by name. The digest is of the line without the member {@code sha256}, which is the last.
 *
 * @param number from 1
 * @param former digest of the record before
 * @param digest its own
 */
record ChainLine(long number, String former, String digest) {
    /** What the first record has for a former one. */
    static final String NONE = "0".repeat(64);

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    private static final String MARK = ",\"sha256\":\"";
    private static final int TAIL = MARK.length() + NONE.length() + "\"}".length();

    /** The text of the record after a former one, without the end of the line. */
    static String write(long number, String former, Map<String, Object> evidence) {
        var body = CANONICAL.writeValueAsString(Map.of("evidence", evidence, "former", former, "number", number));
        return body.substring(0, body.length() - 1) + MARK + sha256(body) + "\"}";
    }

    /** Empty for a line that is no record, or whose digest is another. */
    static Optional<ChainLine> parse(String line) {
        if (line.length() <= TAIL || !line.startsWith(MARK, line.length() - TAIL)) {
            return Optional.empty();
        }
        String body = line.substring(0, line.length() - TAIL) + "}";
        String said = line.substring(line.length() - NONE.length() - 2, line.length() - 2);
        if (!line.endsWith("\"}") || !said.equals(sha256(body))) {
            return Optional.empty();
        }
        try {
            var tree = CANONICAL.readTree(body);
            return Optional.of(new ChainLine(tree.required("number").asLong(), tree.required("former").asString(),
                    said));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
