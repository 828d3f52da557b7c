package io.bedplate.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.bedplate.nfv.NfvRequest;
import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.Nic;

/**
 * An order to run one instance on this host.
 *
 * @param request    what it asks of the host
 * @param consoleLog file that receives its serial console
 */
public record SpawnRequest(InstanceId id, String name, NfvRequest request, Boot boot, List<Disk> disks,
        List<Nic> nics, GuestHardware hardware, Optional<Path> consoleLog) {
    public SpawnRequest {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
    }

    /** An instance without ports, of plain hardware. */
    public SpawnRequest(InstanceId id, String name, NfvRequest request, Boot boot, List<Disk> disks,
            Optional<Path> consoleLog) {
        this(id, name, request, boot, disks, List.of(), GuestHardware.PLAIN, consoleLog);
    }
}
