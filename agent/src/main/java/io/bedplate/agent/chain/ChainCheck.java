package io.bedplate.agent.chain;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.bedplate.agent.chain.ChainReport.Broken;

/** Follows a chain line by line. */
final class ChainCheck {
    private long records;
    private String last = ChainLine.NONE;

    private ChainCheck() {}

    static ChainReport of(InputStream in) throws IOException {
        return new ChainCheck().read(new BufferedInputStream(in));
    }

    private ChainReport read(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int one = in.read(); one >= 0; one = in.read()) {
            if (one != '\n') {
                line.write(one);
                continue;
            }
            var why = next(line.toString(StandardCharsets.UTF_8));
            if (why.isPresent()) {
                return new ChainReport(records, last, Optional.of(new Broken(records + 1, why.get())), false);
            }
            line.reset();
        }
        return new ChainReport(records, last, Optional.empty(), line.size() > 0);
    }

    /** Why this line is not the record that must follow. */
    private Optional<String> next(String text) {
        var parsed = ChainLine.parse(text);
        if (parsed.isEmpty()) {
            return Optional.of("it is no record, or its digest is not of what it says");
        }
        var line = parsed.get();
        if (line.number() != records + 1) {
            return Optional.of("record %d wanted, record %d found".formatted(records + 1, line.number()));
        }
        if (!line.former().equals(last)) {
            return Optional.of("digest %s of the former record wanted, %s found".formatted(last, line.former()));
        }
        records = line.number();
        last = line.digest();
        return Optional.empty();
    }
}
