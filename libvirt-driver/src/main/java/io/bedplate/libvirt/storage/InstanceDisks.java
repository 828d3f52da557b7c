package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.bedplate.libvirt.image.ImageReadException;
import io.bedplate.libvirt.storage.FaultPoint.Step;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.InstanceId;

/**
 * The disks of instances, a folder each. They are made in a folder that begins with a dot, and get their names when all
 * are there: a crash leaves them all or none, or, of disks that join others, some that {@link #keep} removes.
 */
public final class InstanceDisks {
    private static final String UNFINISHED = ".unfinished";
    private static final String REMOVED = ".removed";

    private final Path instances;
    private final ImageCache cache;
    private final DiskMaker maker;
    private final FaultPoint faults;

    public InstanceDisks(Path instances, ImageCache cache, Tools tools) {
        this(instances, cache, tools, FaultPoint.NONE);
    }

    InstanceDisks(Path instances, ImageCache cache, Tools tools, FaultPoint faults) {
        this.instances = instances.toAbsolutePath().normalize();
        this.cache = cache;
        this.maker = new DiskMaker(tools);
        this.faults = faults;
    }

    /**
     * Makes disks for an instance beside those it has, all or none. One of a name that is taken gets a number.
     *
     * @throws StorageException         if something broke
     * @throws IllegalArgumentException if two disks have one name
     */
    public Prepared prepare(InstanceId id, List<FileOrder> orders) {
        checkNames(orders);
        try {
            Map<String, BaseLookup.Cached> bases = new HashMap<>();
            var refusal = shrinking(orders).or(() -> bases(orders, bases));
            return refusal.isPresent() ? new Prepared.Refused(refusal.get()) : make(id, orders, bases);
        } catch (IOException e) {
            throw new StorageException("disks of instance %s: %s".formatted(id, e), e);
        }
    }

    private static void checkNames(List<FileOrder> orders) {
        var names = new HashSet<String>();
        for (var order : orders) {
            if (!names.add(order.name())) {
                throw new IllegalArgumentException("two disks have the name " + order.name());
            }
        }
    }

    private static Optional<DiskRefusal> shrinking(List<FileOrder> orders) {
        return orders.stream().filter(FileOrder.Enlarged.class::isInstance).map(FileOrder.Enlarged.class::cast)
                .filter(disk -> disk.sizeBytes() < disk.former().sizeBytes()).findFirst()
                .map(disk -> new DiskRefusal.WouldShrink("disk " + disk.former().file(), disk.sizeBytes(),
                        disk.former().sizeBytes()));
    }

    /** Gathers the base images by the names of the disks. */
    private Optional<DiskRefusal> bases(List<FileOrder> orders, Map<String, BaseLookup.Cached> bases) {
        for (var order : orders) {
            if (order instanceof FileOrder.FromImage disk) {
                switch (cache.get(disk.image(), disk.sizeBytes() == 0 ? Long.MAX_VALUE : disk.sizeBytes())) {
                    case BaseLookup.Cached cached -> bases.put(disk.name(), cached);
                    case BaseLookup.Refused(var refusal) -> {
                        return Optional.of(refusal);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Prepared make(InstanceId id, List<FileOrder> orders, Map<String, BaseLookup.Cached> bases)
            throws IOException {
        Files.createDirectories(instances);
        long needed = 0;
        for (var order : orders) {
            var base = bases.get(order.name());
            needed += Room.needed(order, base == null ? 0 : base.sizeBytes());
        }
        var refusal = Room.missing(instances, needed);
        if (refusal.isPresent()) {
            return new Prepared.Refused(refusal.get());
        }
        faults.before(Step.STAGE);
        var unfinished = beside(id, UNFINISHED);
        Durable.removeTree(unfinished);
        // QEMU passes through as its own user; it can list nothing.
        Files.createDirectory(unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        try {
            var disks = makeIn(unfinished, id, orders, bases);
            faults.before(Step.PUBLISH);
            Durable.force(unfinished);
            publish(unfinished, id, disks);
            return new Prepared.Ready(disks);
        } finally {
            Durable.removeTree(unfinished);
        }
    }

    private List<DiskFile> makeIn(Path unfinished, InstanceId id, List<FileOrder> orders,
            Map<String, BaseLookup.Cached> bases) throws IOException {
        var disks = new ArrayList<DiskFile>();
        for (var order : orders) {
            faults.before(Step.MAKE);
            var format = DiskMaker.format(order);
            var name = freeName(id, order.name(), format);
            var base = Optional.ofNullable(bases.get(order.name())).map(BaseLookup.Cached::file);
            long size = maker.make(order, unfinished.resolve(name), base);
            disks.add(new DiskFile(order.name(), folder(id).resolve(name), format, size));
        }
        return disks;
    }

    private String freeName(InstanceId id, String name, DiskFile.Format format) {
        var free = name + "." + format;
        for (int number = 2; Files.exists(folder(id).resolve(free)); number++) {
            free = "%s.%d.%s".formatted(name, number, format);
        }
        return free;
    }

    private void publish(Path unfinished, InstanceId id, List<DiskFile> disks) throws IOException {
        if (!Files.exists(folder(id))) {
            Durable.publish(unfinished, folder(id));
            return;
        }
        try {
            for (var disk : disks) {
                Durable.publish(unfinished.resolve(disk.file().getFileName()), disk.file());
            }
        } catch (IOException e) {
            for (var disk : disks) {
                Files.deleteIfExists(disk.file());
            }
            throw e;
        }
    }

    /** The disks that an instance has, ascending by file. */
    public List<DiskFile> of(InstanceId id) {
        try {
            var disks = new ArrayList<DiskFile>();
            for (var file : files(id)) {
                disks.add(DiskFile.read(file));
            }
            return disks;
        } catch (IOException | ImageReadException e) {
            throw new StorageException("disks of instance %s: %s".formatted(id, e), e);
        }
    }

    private List<Path> files(InstanceId id) throws IOException {
        if (!Files.isDirectory(folder(id))) {
            return List.of();
        }
        try (var entries = Files.list(folder(id))) {
            return entries.sorted().toList();
        }
    }

    /** Removes the disks of an instance but for these files, and what a crash left; well if it has none. */
    public void keep(InstanceId id, Collection<Path> kept) {
        try {
            Durable.removeTree(beside(id, UNFINISHED));
            Durable.removeTree(beside(id, REMOVED));
            var files = files(id);
            if (files.stream().noneMatch(kept::contains)) {
                removeAll(id);
                return;
            }
            for (var file : files) {
                if (!kept.contains(file)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new StorageException("disks of instance %s: %s".formatted(id, e), e);
        }
    }

    private void removeAll(InstanceId id) throws IOException {
        if (Files.exists(folder(id))) {
            var removed = beside(id, REMOVED);
            Durable.publish(folder(id), removed);
            Durable.removeTree(removed);
        }
    }

    private Path folder(InstanceId id) {
        return instances.resolve(id.toString());
    }

    private Path beside(InstanceId id, String suffix) {
        return instances.resolve("." + id + suffix);
    }
}
