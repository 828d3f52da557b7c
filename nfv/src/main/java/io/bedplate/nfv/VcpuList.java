package io.bedplate.nfv;

import java.util.Optional;

import io.bedplate.host.CpuSet;

/** vCPUs as flavors list them: numbers and ranges, those after a {@code ^} left out whatever the order. */
final class VcpuList {
    private final String text;
    private int at;
    private CpuSet in = CpuSet.empty();
    private CpuSet out = CpuSet.empty();

    private VcpuList(String text) {
        this.text = text;
    }

    /** Empty where a range runs backwards, has two dashes, or a number is beyond what a CPU set holds. */
    static Optional<CpuSet> parse(String text) {
        var list = new VcpuList(text);
        return list.read() ? Optional.of(list.in.minus(list.out)) : Optional.empty();
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
        var range = CpuSet.range(first, last);
        if (leftOut) {
            out = out.or(range);
        } else {
            in = in.or(range);
        }
    }
}
