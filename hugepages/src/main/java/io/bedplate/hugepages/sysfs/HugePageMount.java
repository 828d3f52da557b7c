package io.bedplate.hugepages.sysfs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;

/**
 * A mounted hugetlbfs.
 *
 * @param path     absolute mount point
 * @param pageSize of all its files
 */
public record HugePageMount(String path, PageSize pageSize) {
    private static final Pattern DEFAULT_SIZE = Pattern.compile("(?m)^Hugepagesize:\\s*(\\d+) kB\\s*$");
    // getmntent(3): blank, tab, newline and backslash stand as three octal digits.
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    /** All of the host, in mount order. A mount without a page size has the kernel's default. */
    public static List<HugePageMount> read(HostFiles files) {
        var defaultSize = defaultSize(files);
        return files.read("proc/mounts").orElse("").lines().map(line -> mount(line.split(" "), defaultSize))
                .flatMap(Optional::stream).toList();
    }

    /** The size of a page where nobody says which ({@code default_hugepagesz}); empty on a kernel without huge pages. */
    public static Optional<PageSize> defaultSize(HostFiles files) {
        var match = DEFAULT_SIZE.matcher(files.read("proc/meminfo").orElse(""));
        return match.find() ? pageSize(match.group(1)) : Optional.empty();
    }

    private static Optional<HugePageMount> mount(String[] fields, Optional<PageSize> defaultSize) {
        if (fields.length < 4 || !fields[2].equals("hugetlbfs")) {
            return Optional.empty();
        }
        var said = Arrays.stream(fields[3].split(",")).filter(option -> option.startsWith("pagesize="))
                .map(option -> option.substring("pagesize=".length())).findFirst();
        return (said.isPresent() ? said.flatMap(HugePageMount::pageSize) : defaultSize)
                .map(size -> new HugePageMount(unescaped(fields[1]), size));
    }

    /** {@code 2M}, {@code 1024M}; a bare number only ever comes from meminfo, in KiB. */
    private static Optional<PageSize> pageSize(String text) {
        try {
            return Optional.of(PageSize.parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String unescaped(String path) {
        return OCTAL.matcher(path).replaceAll(match -> {
            char character = (char) Integer.parseInt(match.group(1), 8);
            return character == '\\' || character == '$' ? "\\" + character : String.valueOf(character);
        });
    }
}
