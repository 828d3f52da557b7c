package io.bedplate.fake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Copies the disks of simulated guests, where there is a file behind them. The copy has a qcow2 header and the content
 * behind it; it is made to be looked at, not to be run.
 */
record FakeSnapshotting(FakeDriver driver) implements Snapshotting {
    private static final int CLUSTER = 65536;
    private static final int QCOW2_MAGIC = 0x514649fb;

    @Override
    public Snapshot snapshot(InstanceId id, DeviceId disk, Path target, Quiescence quiescence) {
        var quiesced = new AtomicBoolean();
        driver.inTurn(id, guest -> {
            var source = guest.spec().disks().stream().filter(one -> one.id().equals(disk)).findFirst()
                    .orElseThrow(() -> new VirtDriverException(Kind.INVALID_SPEC,
                            "guest %s has no disk %s".formatted(guest.spec().name(), disk)));
            quiesced.set(guest.process().isEmpty() || freezes(guest, quiescence));
            NewFile.write(target, image(source));
        });
        return new Snapshot(target, quiesced.get());
    }

    private boolean freezes(FakeGuest guest, Quiescence quiescence) {
        if (quiescence == Quiescence.NONE) {
            return false;
        }
        try {
            FakeGuestAgentAccess.requireAnswer(driver.simulatedHost(), guest);
            return true;
        } catch (VirtDriverException e) {
            if (quiescence == Quiescence.REQUIRE) {
                throw e;
            }
            return false;
        }
    }

    private static byte[] image(Disk disk) {
        var content = disk.source() instanceof DiskSource.File(var file) ? content(file) : new byte[0];
        return ByteBuffer.allocate(CLUSTER + content.length).putInt(QCOW2_MAGIC).putInt(3).putLong(0).position(CLUSTER)
                .put(content).array();
    }

    private static byte[] content(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new VirtDriverException(Kind.INTERNAL, "file %s cannot be read: %s".formatted(file, e.getMessage()),
                    e);
        }
    }
}
