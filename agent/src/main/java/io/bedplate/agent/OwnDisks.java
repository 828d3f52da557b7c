package io.bedplate.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Disks that are made for instances and go with them. Which of them an instance needs, its claim says; which are there,
 * the driver. What is there and not needed is removed, so nobody keeps a list that a crash could falsify.
 */
record OwnDisks(VirtDriver driver) {
    private static final System.Logger LOG = System.getLogger(OwnDisks.class.getName());
    /** As long as Nova waits (remove_unused_original_minimum_age_seconds). */
    private static final Duration UNUSED_BASE = Duration.ofDays(1);
    private static final int MIB = 20;

    private DiskMaking making() {
        return Desk.required(driver.diskMaking(), "make disks");
    }

    /** Asks nothing of the driver where nothing is ordered. */
    MakeResult make(InstanceId id, List<DiskOrder> orders) {
        return orders.isEmpty() ? new MakeResult.Made(List.of()) : making().make(id, orders);
    }

    /** Removes what was made for an instance that is at rest, but what its claim names. */
    void trim(Claim claim) {
        if (claim.ownsDisks()) {
            making().keep(claim.id(), Stream.concat(Stream.of(claim.spec()), claim.former().stream())
                    .map(InstanceSpec::disks).flatMap(List::stream).toList());
        }
    }

    /** The same after an order that is done; what cannot be removed now is by the next recovery. */
    void trimAfter(Claim claim) {
        try {
            trim(claim);
        } catch (VirtDriverException e) {
            LOG.log(System.Logger.Level.WARNING, "instance {0} has disks of which it needs no more: {1}", claim.id(),
                    e.getMessage());
        }
    }

    /** Removes all that was made for an instance without a guest. */
    void drop(Claim claim) {
        if (claim.ownsDisks()) {
            making().keep(claim.id(), List.of());
        }
    }

    /** Removes base images that nobody needs; one that cannot be removed now waits for the next time. */
    void tidy() {
        try {
            driver.diskMaking().ifPresent(making -> making.tidy(UNUSED_BASE));
        } catch (VirtDriverException e) {
            LOG.log(System.Logger.Level.WARNING, "base images were not tidied: {0}", e.getMessage());
        }
    }

    /** A disk of an instance, and what it was made as. */
    record Own(Disk disk, MadeDisk made) {
        /** Rounded up. */
        long sizeMib() {
            return (made.sizeBytes() + (1 << MIB) - 1) >> MIB;
        }
    }

    /** The disk of that name, where it was made for the instance. */
    Optional<Own> find(Claim claim, DeviceId id) {
        if (!claim.ownsDisks()) {
            return Optional.empty();
        }
        var disk = claim.spec().disks().stream().filter(one -> one.id().equals(id)).findFirst();
        return disk.flatMap(one -> making().made(claim.id()).stream()
                .filter(made -> one.source().equals(new DiskSource.File(made.file()))).findFirst()
                .map(made -> new Own(one, made)));
    }

    Own root(Claim claim) {
        return find(claim, StorageRequest.ROOT).orElseThrow(() -> new VirtDriverException(Kind.INVALID_SPEC,
                "instance %s: no disk %s was made for it".formatted(claim.id(), StorageRequest.ROOT)));
    }

    /** The specification with other bytes behind the disk of that name. */
    static InstanceSpec withBytesOf(Disk made, InstanceSpec spec) {
        return spec.equipped(spec.disks().stream()
                .map(disk -> disk.id().equals(made.id()) ? disk.at(made.source(), made.format()) : disk).toList(),
                spec.nics());
    }
}
