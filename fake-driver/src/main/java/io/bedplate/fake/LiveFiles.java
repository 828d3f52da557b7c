package io.bedplate.fake;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFileException;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/**
 * The files of a simulated host. What changes (processes, free pages) is written when it is read; the rest is made once,
 * when first asked for, so that hosts of which nobody reads a file cost nothing.
 */
final class LiveFiles implements HostFiles {
    private static final Pattern POOL = Pattern
            .compile("sys/devices/system/node/node(\\d{1,9})/hugepages/hugepages-(\\d{1,15})kB/(\\w+)");
    private static final Pattern PROCESS = Pattern.compile("proc/(\\d{1,15})(?:/(.+))?");

    private final SimulatedHost host;
    private volatile @Nullable HostFiles still;

    LiveFiles(SimulatedHost host) {
        this.host = host;
    }

    SimulatedHost host() {
        return host;
    }

    /** What never changes. Two readers may make it twice, which does no harm. */
    private HostFiles still() {
        var made = still;
        if (made == null) {
            made = SysTree.of(host.topology()).simulated();
            still = made;
        }
        return made;
    }

    @Override
    public Optional<String> read(String path) {
        String place = normal(path);
        var process = PROCESS.matcher(place);
        if (process.matches()) {
            return process(process.group(1)).flatMap(files -> files.read(rest(process.group(2))));
        }
        var pool = POOL.matcher(place);
        return pool.matches() ? readPool(pool.group(1), pool.group(2), pool.group(3)) : still().read(place);
    }

    private Optional<ProcessFiles> process(String pid) {
        return host.ofThread(Long.parseLong(pid)).flatMap(ProcessFiles::of)
                .filter(files -> pid.equals(Long.toString(files.pid())));
    }

    private static String rest(@Nullable String group) {
        return group == null ? "" : group;
    }

    private Optional<String> readPool(String cell, String kib, String counter) {
        return pool(cell, kib).flatMap(pool -> switch (counter) {
            case "nr_hugepages" -> Optional.of(Long.toString(pool.total()));
            case "free_hugepages" -> Optional.of(Long.toString(pool.free()));
            case "surplus_hugepages" -> Optional.of("0");
            default -> Optional.empty();
        });
    }

    private Optional<PagePool> pool(String cell, String kib) {
        long size = Long.parseLong(kib);
        return Long.bitCount(size) == 1 ? host.pool(Integer.parseInt(cell), new PageSize(size)) : Optional.empty();
    }

    @Override
    public List<String> list(String path) {
        String place = normal(path);
        if (place.equals("proc")) {
            return Stream.concat(host.pids().stream().map(pid -> Long.toString(pid)), still().list(place).stream())
                    .toList();
        }
        var process = PROCESS.matcher(place);
        return process.matches()
                ? process(process.group(1)).map(files -> files.list(rest(process.group(2)))).orElse(List.of())
                : still().list(place);
    }

    @Override
    public Optional<String> linkTarget(String path) {
        String place = normal(path);
        var process = PROCESS.matcher(place);
        return process.matches()
                ? process(process.group(1)).flatMap(files -> files.linkTarget(rest(process.group(2)), still()))
                : HeldFunctions.driverLink(place, host).or(() -> still().linkTarget(place));
    }

    @Override
    public boolean exists(String path) {
        String place = normal(path);
        boolean isProcess = PROCESS.matcher(place).matches();
        return isProcess ? read(place).isPresent() || !list(place).isEmpty() : still().exists(place);
    }

    @Override
    public void write(String path, String value) {
        String place = normal(path);
        var pool = POOL.matcher(place);
        var wanted = HostText.number(value.strip());
        if (!exists(place)) {
            throw new HostFileException(path, value, new IOException("No such file or directory"));
        }
        if (!pool.matches() || !pool.group(3).equals("nr_hugepages")) {
            throw new HostFileException(path, value, new IOException("Permission denied"));
        }
        if (wanted.isEmpty()) {
            throw new HostFileException(path, value, new IOException("Invalid argument"));
        }
        host.resize(Integer.parseInt(pool.group(1)), new PageSize(Long.parseLong(pool.group(2))), wanted.getAsLong());
    }

    /** Without empty parts and dots. */
    private static String normal(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty() && !part.equals("."))
                .collect(Collectors.joining("/"));
    }
}
