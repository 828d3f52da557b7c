package io.bedplate.numa.sysfs;

import java.util.OptionalInt;

import io.bedplate.host.files.HostText;

/** Folder names that are a word and a number, such as {@code cpu12} and {@code node0}. */
final class Numbered {
    private Numbered() {}

    static OptionalInt of(String word, String name) {
        return name.startsWith(word) ? HostText.id(name.substring(word.length())) : OptionalInt.empty();
    }
}
