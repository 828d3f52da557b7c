package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.bedplate.libvirt.storage.FaultPoint.Step;
import io.bedplate.virt.InstanceId;

/**
 * The disks of instances, a folder each. They are made in a folder that begins with a dot and renamed when all are
 * there, so that an instance has all its disks or none, also after a crash.
 */
public final class InstanceDisks {
    private static final String UNFINISHED = ".unfinished";
    private static final String REMOVED = ".removed";

    private final Path instances;
    private final ImageCache cache;
    private final DiskMaker maker;
    private final QemuImg qemuImg;
    private final FaultPoint faults;

    public InstanceDisks(Path instances, ImageCache cache, Tools tools) {
        this(instances, cache, tools, FaultPoint.NONE);
    }

    InstanceDisks(Path instances, ImageCache cache, Tools tools, FaultPoint faults) {
        this.instances = instances.toAbsolutePath().normalize();
        this.cache = cache;
        this.maker = new DiskMaker(tools);
        this.qemuImg = new QemuImg(tools);
        this.faults = faults;
    }

    /**
     * Makes all disks of an instance, or none.
     *
     * @throws StorageException         if something broke, or the instance has disks already
     * @throws IllegalArgumentException if two disks have one name
     */
    public Prepared prepare(InstanceId id, List<DiskOrder> orders) {
        checkNames(orders);
        try {
            if (Files.exists(folder(id))) {
                throw new StorageException("instance %s has disks already".formatted(id));
            }
            Map<String, BaseLookup.Cached> bases = new HashMap<>();
            var refusal = bases(orders, bases);
            return refusal.isPresent() ? new Prepared.Refused(refusal.get()) : make(id, orders, bases);
        } catch (IOException e) {
            throw new StorageException("disks of instance %s: %s".formatted(id, e), e);
        }
    }

    private static void checkNames(List<DiskOrder> orders) {
        var names = new HashSet<String>();
        for (var order : orders) {
            if (!names.add(order.name())) {
                throw new IllegalArgumentException("two disks have the name " + order.name());
            }
        }
    }

    /** Gathers the base images by the names of the disks. */
    private Optional<Refusal> bases(List<DiskOrder> orders, Map<String, BaseLookup.Cached> bases) {
        for (var order : orders) {
            if (order instanceof DiskOrder.FromImage disk) {
                switch (cache.get(disk.image(), disk.sizeBytes())) {
                    case BaseLookup.Cached cached -> bases.put(disk.name(), cached);
                    case BaseLookup.Refused(var refusal) -> {
                        return Optional.of(refusal);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Prepared make(InstanceId id, List<DiskOrder> orders, Map<String, BaseLookup.Cached> bases)
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
        Files.createDirectory(unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            var disks = makeIn(unfinished, id, orders, bases);
            faults.before(Step.PUBLISH);
            Durable.force(unfinished);
            Durable.publish(unfinished, folder(id));
            return new Prepared.Ready(disks);
        } finally {
            Durable.removeTree(unfinished);
        }
    }

    private List<DiskFile> makeIn(Path unfinished, InstanceId id, List<DiskOrder> orders,
            Map<String, BaseLookup.Cached> bases) throws IOException {
        var disks = new ArrayList<DiskFile>();
        for (var order : orders) {
            faults.before(Step.MAKE);
            var format = DiskMaker.format(order);
            var name = order.name() + "." + format;
            var base = Optional.ofNullable(bases.get(order.name())).map(BaseLookup.Cached::file);
            long size = maker.make(order, unfinished.resolve(name), base);
            disks.add(new DiskFile(order.name(), folder(id).resolve(name), format, size));
        }
        return disks;
    }

    /**
     * Makes a disk larger that is not encrypted. The guest must not run.
     *
     * @return why not, if not
     * @throws StorageException if something broke
     */
    public Optional<Refusal> grow(DiskFile disk, long sizeBytes) {
        try {
            long has = disk.currentSizeBytes();
            if (sizeBytes < has) {
                return Optional.of(new Refusal.WouldShrink("disk " + disk.file(), sizeBytes, has));
            }
        } catch (IOException e) {
            throw new StorageException("disk %s: %s".formatted(disk.file(), e), e);
        }
        qemuImg.resize(disk.file(), disk.format(), sizeBytes);
        return Optional.empty();
    }

    /** Removes all disks of an instance; well if it has none. */
    public void remove(InstanceId id) {
        try {
            var removed = beside(id, REMOVED);
            Durable.removeTree(removed);
            if (Files.exists(folder(id))) {
                Durable.publish(folder(id), removed);
                Durable.removeTree(removed);
            }
        } catch (IOException e) {
            throw new StorageException("disks of instance %s: %s".formatted(id, e), e);
        }
    }

    /** Removes what a crash left. To be called before the first order, when nobody else makes disks here. */
    public void sweep() {
        if (!Files.isDirectory(instances)) {
            return;
        }
        try (var entries = Files.list(instances)) {
            for (var entry : entries.toList()) {
                var name = entry.getFileName().toString();
                if (name.startsWith(".") && (name.endsWith(UNFINISHED) || name.endsWith(REMOVED))) {
                    Durable.removeTree(entry);
                }
            }
        } catch (IOException e) {
            throw new StorageException("folder %s: %s".formatted(instances, e), e);
        }
    }

    private Path folder(InstanceId id) {
        return instances.resolve(id.toString());
    }

    private Path beside(InstanceId id, String suffix) {
        return instances.resolve("." + id + suffix);
    }
}
