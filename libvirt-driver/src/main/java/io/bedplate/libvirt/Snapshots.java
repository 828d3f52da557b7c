package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import io.bedplate.libvirt.jna.DomainDefinition;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.storage.QemuImg;
import io.bedplate.libvirt.xml.SnapshotXml;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Copies disks: of a running guest by QEMU itself, as a full backup whose moment is the job's beginning; of one without a
 * process by qemu-img.
 */
record Snapshots(GuestTurns turns, LibvirtLink link, Backups backups, Freezer freezer,
        QemuImg qemuImg) implements Snapshotting {

    Snapshots(GuestTurns turns, LibvirtLink link, Freezer freezer, QemuImg qemuImg) {
        this(turns, link, new Backups(link), freezer, qemuImg);
    }

    @Override
    public Snapshot snapshot(InstanceId id, DeviceId disk, Path target, Quiescence quiescence) {
        var quiesced = new AtomicBoolean();
        turns.with(id, known -> {
            if (known.saved()) {
                throw GuestTurns.wrongState(known, "copied: what its memory holds of the disk is not on the disk");
            }
            boolean running = known.state().isActive();
            var source = SnapshotXml.disk(document(id, running), disk);
            requirePlain(source, disk);
            NewFiles.make(target, () -> quiesced.set(running
                    ? copyLive(known, source, target, quiescence)
                    : copyCold(source, disk, target)));
        });
        return new Snapshot(target, quiesced.get());
    }

    @Override
    public void giveUp(InstanceId id, Path target) {
        try {
            turns.with(id, known -> {
                if (known.state().isActive()) {
                    backups.giveUp(id, target);
                }
            });
        } catch (VirtDriverException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    private String document(InstanceId id, boolean running) {
        return link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(id.uuid()).orElseThrow(() -> Launcher.unknown(id))) {
                var definition = new DomainDefinition(domain);
                return running ? definition.now() : definition.ofNextStart();
            }
        });
    }

    private static void requirePlain(SnapshotXml.Source source, DeviceId disk) {
        if (source.encrypted()) {
            throw new VirtDriverException(Kind.UNSUPPORTED,
                    "disk %s is encrypted; its copy would not be".formatted(disk));
        }
    }

    private boolean copyLive(Guests.Known known, SnapshotXml.Source source, Path target, Quiescence quiescence) {
        var backup = SnapshotXml.backup(source, target);
        boolean quiesced = freezer.during(known.id(), known.guestState(), quiescence,
                () -> backups.begin(known.id(), backup));
        backups.await(known.id());
        return quiesced;
    }

    private boolean copyCold(SnapshotXml.Source source, DeviceId disk, Path target) {
        var file = source.local().orElseThrow(() -> new VirtDriverException(Kind.UNSUPPORTED,
                "disk %s of a stopped guest: storage of this host wanted".formatted(disk)));
        StorageFailures.told(() -> qemuImg.convertToQcow2(source.format(), file, target));
        return true;
    }
}
