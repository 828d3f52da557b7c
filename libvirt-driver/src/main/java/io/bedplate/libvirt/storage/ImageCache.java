package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.virt.DiskRefusal;

/**
 * Base images of this host, each once, raw and read-only, for all disks that start from it. Several processes may use one
 * folder; a process has one cache for it.
 */
public final class ImageCache {
    private final Path folder;
    private final InstantSource clock;
    private final CacheLocks locks;
    private final ImageFetch fetch;

    public ImageCache(Path folder, Tools tools, InstantSource clock) {
        this(folder, tools, clock, FaultPoint.NONE);
    }

    ImageCache(Path folder, Tools tools, InstantSource clock, FaultPoint faults) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
        this.locks = new CacheLocks(this.folder);
        this.fetch = new ImageFetch(this.folder, new QemuImg(tools), faults);
    }

    /**
     * The base image, fetched if it is not there. Who asks for an image that is being fetched waits for it.
     *
     * @param mostBytes of the disk that is to start from it
     * @throws StorageException if something broke; nothing of the image is left then
     */
    public BaseLookup get(BaseImage image, long mostBytes) {
        var file = folder.resolve(image.key());
        try {
            return locks.with(image.key(), () -> {
                if (!Files.exists(file)) {
                    Optional<DiskRefusal> refusal = fetch.fetch(image, mostBytes, file);
                    if (refusal.isPresent()) {
                        return new BaseLookup.Refused(refusal.get());
                    }
                }
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
                long size = Files.size(file);
                return size <= mostBytes
                        ? new BaseLookup.Cached(file, size)
                        : new BaseLookup.Refused(
                                new DiskRefusal.WouldShrink("image " + image.source(), mostBytes, size));
            });
        } catch (IOException e) {
            throw new StorageException("image %s: %s".formatted(image.source(), e), e);
        }
    }

    /**
     * Removes images that nobody has asked for, and that no overlay needs. The time must be longer than making a disk
     * takes.
     *
     * @param instances the folder of {@link InstanceDisks}
     * @return what was removed
     */
    public List<Path> ageOut(Path instances, Duration unused) {
        var removed = new ArrayList<Path>();
        try {
            for (var file : files()) {
                boolean gone = locks.with(file.getFileName().toString(), () -> removeIfUnused(file, instances, unused));
                if (gone) {
                    removed.add(file);
                }
            }
        } catch (IOException e) {
            throw new StorageException("image cache %s: %s".formatted(folder, e), e);
        }
        return removed;
    }

    private boolean removeIfUnused(Path file, Path instances, Duration unused) throws IOException {
        var since = Files.getLastModifiedTime(file).toInstant();
        if (since.plus(unused).isAfter(clock.instant()) || BaseUsage.in(instances).contains(file)) {
            return false;
        }
        return Files.deleteIfExists(file);
    }

    /** Removes what a crash left of a fetch. Fetches that go on are waited for. */
    public void sweep() {
        try {
            for (var name : List.of(".copy-", ".raw-")) {
                for (var file : entries(name)) {
                    var key = file.getFileName().toString().substring(name.length());
                    locks.with(key, () -> Files.deleteIfExists(file));
                }
            }
        } catch (IOException e) {
            throw new StorageException("image cache %s: %s".formatted(folder, e), e);
        }
    }

    private List<Path> files() throws IOException {
        return entries("sha");
    }

    private List<Path> entries(String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
        }
    }
}
