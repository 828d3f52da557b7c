package io.bedplate.nfv;

import java.util.Arrays;
import java.util.Optional;

import io.bedplate.host.CpuSet;

/** vCPUs as flavors list them: numbers and ranges, those after a {@code ^} left out whatever the order. */
final class VcpuList {
    private final String text;
    private int at;
    private long[] in = new long[2];
    private long[] out = new long[2];

    private VcpuList(String text) {
        this.text = text;
    }

    /** Empty where a range runs backwards, has two dashes, or a number is beyond what a CPU set holds. */
    static Optional<CpuSet> parse(String text) {
        var list = new VcpuList(text);
        if (!list.read()) {
            return Optional.empty();
        }
        return Optional.of(CpuSet.ofWords(list.in).minus(CpuSet.ofWords(list.out)));
    }

    /** As a list; but text that starts with {@code ^} means all vCPUs except those. */
    static Optional<CpuSet> parseMask(String text, int vcpus) {
        return parse(text.startsWith("^") ? "0-" + (vcpus - 1) + "," + text : text);
    }

    private boolean read() {
        while (at < text.length()) {
            boolean leftOut = text.charAt(at) == '^';
            at += leftOut ? 1 : 0;
            int first = number();
            int last = first;
            if (at < text.length() && text.charAt(at) == '-') {
                at++;
                last = number();
            }
            if (first < 0 || last < first || (at < text.length() && text.charAt(at) != ',')) {
                return false;
            }
            mark(leftOut, first, last);
            at++;
        }
        return true;
    }

    private int number() {
        int from = at;
        int value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = Math.min(value * 10 + text.charAt(at) - '0', CpuSet.LIMIT);
            at++;
        }
        return at == from || value == CpuSet.LIMIT ? -1 : value;
    }

    private void mark(boolean leftOut, int first, int last) {
        if (last / 64 >= in.length) {
            in = Arrays.copyOf(in, last / 64 + 1);
            out = Arrays.copyOf(out, last / 64 + 1);
        }
        long[] words = leftOut ? out : in;
        for (int word = first / 64; word <= last / 64; word++) {
            long from = word == first / 64 ? -1L << first : -1L;
            long to = word == last / 64 ? -1L >>> (63 - last % 64) : -1L;
            words[word] |= from & to;
        }
    }
}
