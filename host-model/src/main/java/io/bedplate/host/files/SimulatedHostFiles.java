package io.bedplate.host.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import io.bedplate.host.files.HostTree.Entry;

/**
 * The files of a host that exists in memory only. Its kernel is as obedient as {@link #onWrite} makes it: without, a
 * write is stored as it came. Not for use by several threads at once.
 */
public final class SimulatedHostFiles implements HostFiles {
    // As the kernel's own limit, path_resolution(7).
    private static final int MOST_LINKS = 40;

    private final NavigableMap<String, Entry> entries;
    private final Map<String, BiConsumer<SimulatedHostFiles, String>> kernel = new HashMap<>();

    SimulatedHostFiles(HostTree tree) {
        this.entries = new TreeMap<>(tree.entries());
    }

    /** Lets {@code kernel} answer writes to a path in place of storing them; it may throw what a kernel would refuse. */
    public void onWrite(String path, BiConsumer<SimulatedHostFiles, String> kernel) {
        this.kernel.put(path, kernel);
    }

    /** Puts an entry at a path, as the kernel would on its own. */
    public void put(String path, Entry entry) {
        entries.put(path, entry);
    }

    /** Takes a path away with all below it. */
    public void remove(String path) {
        entries.remove(path);
        below(path).clear();
    }

    @Override
    public Optional<String> read(String path) {
        return resolve(path, true).flatMap(
                place -> entries.get(place) instanceof Entry.Text(String text) ? Optional.of(text) : Optional.empty());
    }

    @Override
    public List<String> list(String path) {
        var names = new TreeSet<>(NaturalOrder.OF_NAMES);
        resolve(path, true).ifPresent(place -> below(place).keySet().forEach(entry -> {
            int start = place.isEmpty() ? 0 : place.length() + 1;
            int end = entry.indexOf('/', start);
            names.add(end < 0 ? entry.substring(start) : entry.substring(start, end));
        }));
        return List.copyOf(names);
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return resolve(path, false).flatMap(
                place -> entries.get(place) instanceof Entry.Link(String target)
                        ? Optional.of(target)
                        : Optional.empty());
    }

    @Override
    public boolean exists(String path) {
        return resolve(path, true).filter(place -> entries.containsKey(place) || !below(place).isEmpty()).isPresent();
    }

    @Override
    public void write(String path, String value) {
        String place = resolve(path, true).filter(entries::containsKey)
                .orElseThrow(() -> new HostFileException(path, value, new IOException("No such file or directory")));
        kernel.getOrDefault(place, (files, text) -> files.put(place, new Entry.Text(text))).accept(this, value);
    }

    private NavigableMap<String, Entry> below(String place) {
        // '0' is the character after '/'.
        return place.isEmpty() ? entries : entries.subMap(place + "/", true, place + "0", false);
    }

    /** The path with all links on the way followed; empty where they run in a circle. */
    private Optional<String> resolve(String path, boolean followLast) {
        var ahead = new ArrayDeque<>(Arrays.asList(path.split("/")));
        var done = new ArrayList<String>();
        int links = 0;
        while (!ahead.isEmpty()) {
            step(done, ahead.pop());
            boolean last = ahead.isEmpty();
            if (entries.get(String.join("/", done)) instanceof Entry.Link(String target) && (followLast || !last)) {
                if (++links > MOST_LINKS) {
                    return Optional.empty();
                }
                follow(done, ahead, target);
            }
        }
        return Optional.of(String.join("/", done));
    }

    private static void step(List<String> done, String name) {
        if (name.equals("..")) {
            if (!done.isEmpty()) {
                done.removeLast();
            }
        } else if (!name.isEmpty() && !name.equals(".")) {
            done.add(name);
        }
    }

    private static void follow(List<String> done, ArrayDeque<String> ahead, String target) {
        done.removeLast();
        if (target.startsWith("/")) {
            done.clear();
        }
        Arrays.asList(target.split("/")).reversed().forEach(ahead::push);
    }
}
