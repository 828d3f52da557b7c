package io.bedplate.agent.kernel;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostText;

/** Reads {@code 7f1c00000000 bind:2 file=/dev/hugepages/... huge anon=128 dirty=128 N2=128 kernelpagesize_kB=2048}. */
final class NumaMapsLine {
    private NumaMapsLine() {}

    /** Empty for a line without address and policy. */
    static Optional<MemoryArea> parse(String line) {
        String[] words = line.strip().split(" ", -1);
        if (words.length < 2) {
            return Optional.empty();
        }
        var pages = new TreeMap<Integer, Long>();
        var pageSize = PageSize.KIB_4;
        Optional<String> file = Optional.empty();
        for (int i = 2; i < words.length; i++) {
            String word = words[i];
            if (word.startsWith("kernelpagesize_kB=")) {
                pageSize = new PageSize(Long.parseLong(afterEquals(word)));
            } else if (word.startsWith("file=")) {
                file = Optional.of(afterEquals(word));
            } else if (word.startsWith("N")) {
                cell(word).ifPresent(cell -> pages.put(cell, HostText.number(afterEquals(word)).orElse(0)));
            }
        }
        return Optional.of(new MemoryArea(words[1], boundTo(words[1]), file, pageSize, pages));
    }

    /** Of {@code N2=128}; empty for a word that only begins like it. */
    private static OptionalInt cell(String word) {
        return HostText.id(word.substring(1, Math.max(1, word.indexOf('='))));
    }

    private static String afterEquals(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    /** {@code bind:0-1}, {@code bind=static:2}; newer kernels put flags between word and list. */
    private static Optional<CpuSet> boundTo(String policy) {
        int colon = policy.lastIndexOf(':');
        return policy.startsWith("bind") && colon > 0
                ? Optional.of(CpuSet.parse(policy.substring(colon + 1)))
                : Optional.empty();
    }
}
