package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Peripherals;

/** A script for a guest, in place of the QEMU guest agent. */
final class TestAgent {
    static final DeviceId DATA = new DeviceId("data");
    static final String READY = "AGENT-READY";
    /** Answers as docs/interop/qemu-ga-ref of QEMU says, and tells the console what it was asked. */
    static final String SCRIPT = """
            port=$(ls /dev/vport*p1)
            exec 3<>$port
            echo AGENT-READY
            # Without anybody at the other end the port reads as ended.
            while :; do
                read -r line <&3 || { sleep 0.2; continue; }
                case "$line" in
                *guest-sync-delimited*) printf '\\377{"return": %s}\\n' "$(echo "$line" | sed 's/.*"id": *\\([0-9]*\\).*/\\1/')" >&3 ;;
                *guest-sync*) printf '{"return": %s}\\n' "$(echo "$line" | sed 's/.*"id": *\\([0-9]*\\).*/\\1/')" >&3 ;;
                *guest-fsfreeze-freeze*) echo AGENT-FREEZE; echo '{"return": 1}' >&3 ;;
                *guest-fsfreeze-thaw*) echo AGENT-THAW; echo '{"return": 1}' >&3 ;;
                *guest-set-user-password*) echo AGENT-PASSWORD "$line"; echo '{"return": {}}' >&3 ;;
                *) echo AGENT-OTHER "$line"; echo '{"error": {"class": "CommandNotFound", "desc": "no"}}' >&3 ;;
                esac
            done
            """;

    private TestAgent() {}

    /** The guest with a channel to its agent, and a raw disk. */
    static InstanceSpec equipped(InstanceSpec spec, Path data) {
        var had = spec.hardware().peripherals();
        var channel = new Peripherals(had.consoles(), had.video(), true, had.watchdog(), had.tpm(), had.entropy(),
                had.vsockCid());
        return spec.on(spec.hardware().with(channel)).equipped(List.of(Disk.file(DATA, data, Disk.Format.RAW)),
                List.of());
    }
}
