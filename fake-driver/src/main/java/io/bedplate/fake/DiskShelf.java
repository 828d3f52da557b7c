package io.bedplate.fake;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MadeDisk;

/** Disks made on a simulated host. Nothing is written: a disk is its name, its size and what it stands on. */
public final class DiskShelf {
    private static final Path ROOT = Path.of("/simulated");

    private final Map<Path, Simulated> disks = new TreeMap<>();
    /** Since when nobody has asked for it. */
    private final Map<Path, Instant> bases = new TreeMap<>();

    DiskShelf() {}

    /**
     * A disk, maybe half made.
     *
     * @param base the base image it stands on
     */
    private record Simulated(InstanceId owner, MadeDisk disk, Optional<Path> base) {}

    /** All files of disks and base images, half made ones too. */
    public synchronized List<Path> files() {
        var files = new TreeSet<>(bases.keySet());
        files.addAll(disks.keySet());
        return List.copyOf(files);
    }

    /** Ascending by file. */
    synchronized List<MadeDisk> of(InstanceId owner) {
        return disks.values().stream().filter(one -> one.owner().equals(owner)).map(Simulated::disk)
                .sorted(Comparator.comparing(MadeDisk::file)).toList();
    }

    /** One more disk, in a file of its own. */
    synchronized MadeDisk add(InstanceId owner, DeviceId id, long sizeBytes, Optional<Path> base) {
        var folder = ROOT.resolve("instances").resolve(owner.toString());
        int number = 1;
        while (disks.containsKey(folder.resolve(id + "." + number))) {
            number++;
        }
        var disk = new MadeDisk(id, folder.resolve(id + "." + number), sizeBytes);
        disks.put(disk.file(), new Simulated(owner, disk, base));
        return disk;
    }

    /** A base image, which stays until it is tidied away. */
    synchronized Path base(String key, Instant now) {
        var base = ROOT.resolve("images").resolve(key);
        bases.put(base, now);
        return base;
    }

    /** Removes the disks of an instance but those. */
    synchronized void keep(InstanceId owner, Collection<Path> kept) {
        disks.values().removeIf(one -> one.owner().equals(owner) && !kept.contains(one.disk().file()));
    }

    /** Removes base images that nothing stands on and nobody has asked for since. */
    synchronized List<Path> tidy(Instant since) {
        var needed = disks.values().stream().flatMap(one -> one.base().stream()).toList();
        var removed = bases.keySet().stream()
                .filter(base -> !needed.contains(base) && !since.isBefore(bases.getOrDefault(base, since))).toList();
        removed.forEach(bases::remove);
        return removed;
    }
}
