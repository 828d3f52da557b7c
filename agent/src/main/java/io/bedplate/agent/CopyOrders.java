package io.bedplate.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import io.bedplate.agent.Change.CopyTo;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Dumping;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.Snapshotting.Snapshot;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Orders that copy something of an instance into a file. What is cut off leaves no file. */
public final class CopyOrders {
    private final Desk desk;

    CopyOrders(Desk desk) {
        this.desk = desk;
    }

    /**
     * Copies a disk.
     *
     * @throws VirtDriverException as {@link Snapshotting#snapshot}
     */
    public Snapshot snapshot(InstanceId id, DeviceId disk, Path target, Quiescence quiescence) {
        var snapshotting = Desk.required(desk.driver().snapshotting(), "copy disks");
        return copy(id, target, () -> snapshotting.snapshot(id, disk, target, quiescence));
    }

    /**
     * Writes the memory to a file.
     *
     * @throws VirtDriverException as {@link Dumping#dump}
     */
    public void dump(InstanceId id, Path target) {
        var dumping = Desk.required(desk.driver().dumping(), "dump memory");
        copy(id, target, () -> {
            dumping.dump(id, target);
            return target;
        });
    }

    // Only a file that was not there before may be deleted.
    private <T> T copy(InstanceId id, Path target, Supplier<T> work) {
        return desk.order(id, List.of(Phase.ACTIVE), claim -> {
            if (Files.exists(target)) {
                throw new VirtDriverException(Kind.INVALID_SPEC, "file %s is there already".formatted(target));
            }
            desk.put(claim.in(Phase.COPYING, new CopyTo(target)));
            try {
                return work.get();
            } finally {
                desk.put(claim);
            }
        });
    }

    void recover(Claim claim) {
        var target = ((CopyTo) claim.change().orElseThrow()).target();
        // Else it would write on, and take up the room of a file that nobody sees.
        desk.driver().snapshotting().ifPresent(snapshotting -> snapshotting.giveUp(claim.id(), target));
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            throw new VirtDriverException(Kind.INTERNAL, "file %s cannot be deleted: %s".formatted(target,
                    e.getMessage()), e);
        }
        desk.put(claim.activeAs(claim.spec()));
    }
}
