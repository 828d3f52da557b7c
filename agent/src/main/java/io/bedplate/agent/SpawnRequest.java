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
 * @param storage    disks to be made for it, in front of those that are there
 * @param hardware   its headroom is how far the instance can grow while it runs; Nova has no flavor word for that
 * @param consoleLog file that receives its serial console
 */
public record SpawnRequest(InstanceId id, String name, NfvRequest request, Boot boot, StorageRequest storage,
        List<Disk> disks, List<Nic> nics, GuestHardware hardware, Optional<Path> consoleLog) {
    public SpawnRequest {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
    }

    /** An instance without ports, of plain hardware. */
    public SpawnRequest(InstanceId id, String name, NfvRequest request, Boot boot, List<Disk> disks,
            Optional<Path> consoleLog) {
        this(id, name, request, boot, StorageRequest.NONE, disks, List.of(), GuestHardware.PLAIN, consoleLog);
    }

    /** The same with disks made for it. */
    public SpawnRequest storing(StorageRequest other) {
        return new SpawnRequest(id, name, request, boot, other, disks, nics, hardware, consoleLog);
    }
}
