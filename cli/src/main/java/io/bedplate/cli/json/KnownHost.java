package io.bedplate.cli.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.bedplate.nfv.HostState;

/**
 * A host that was asked about: its text but for {@code used}, and what that came to. A text that begins with a whole known
 * object is that object, so comparing bytes does for reading them.
 */
final class KnownHost {
    private static final int STATES_KEPT = 16;
    private static final byte[] NOTHING = {};

    /** Up to the value of {@code used}, or all of it. */
    private final byte[] head;
    /** Behind that value. */
    private final byte[] tail;
    private final boolean isSplit;
    private final HostDocument document;
    private final HostState first;
    private final Map<String, HostState> states = new LinkedHashMap<>(STATES_KEPT * 2, 0.75f, true);

    private KnownHost(byte[] head, byte[] tail, boolean isSplit, HostDocument document) {
        this.head = head;
        this.tail = tail;
        this.isSplit = isSplit;
        this.document = document;
        this.first = document.state();
    }

    /** The host that was read from a part of a line. */
    static KnownHost of(byte[] line, int start, int end, HostDocument document) {
        int used = ByteSpan.objectOf(line, start, "used");
        if (used < 0) {
            return new KnownHost(Arrays.copyOfRange(line, start, end), NOTHING, false, document);
        }
        return new KnownHost(Arrays.copyOfRange(line, start, used),
                Arrays.copyOfRange(line, ByteSpan.end(line, used), end), true, document);
    }

    int bytes() {
        return head.length + tail.length;
    }

    FitHost host() {
        return new FitHost(first, document.aliases());
    }

    /** Where this host ends in a line in which it begins at {@code start}; -1 where it is another one. */
    int endIn(byte[] line, int start) {
        int used = start + head.length;
        if (!ByteSpan.isAt(line, start, head)) {
            return -1;
        }
        if (!isSplit) {
            return used;
        }
        int end = used < line.length && line[used] == '{' ? ByteSpan.end(line, used) : -1;
        return end >= 0 && ByteSpan.isAt(line, end, tail) ? end + tail.length : -1;
    }

    /**
     * This host as a line has it.
     *
     * @throws JsonInputException if its {@code used} is wrong; the place it names is not the line's
     */
    FitHost in(JsonSource source, byte[] line, int start, int end) {
        if (!isSplit) {
            return host();
        }
        String used = JsonTexts.utf8(source, Arrays.copyOfRange(line, start + head.length, end - tail.length));
        return new FitHost(state(source, used), document.aliases());
    }

    private HostState state(JsonSource source, String used) {
        @Nullable
        HostState known = states.get(used);
        if (known != null) {
            return known;
        }
        var usage = HostReader.usage(JsonTexts.object(source, used), document.topology());
        var state = first.withUsage(document.topology(), document.config(), usage);
        states.put(used, state);
        if (states.size() > STATES_KEPT) {
            states.remove(states.keySet().iterator().next());
        }
        return state;
    }
}
