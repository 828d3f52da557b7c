package io.bedplate.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.bedplate.nfv.NfvRequest;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.InstanceSpec.Disk;

/**
 * An order to run one instance on this host.
 *
 * @param request    what it asks of the host
 * @param consoleLog file that receives its serial console
 */
public record SpawnRequest(InstanceId id, String name, NfvRequest request, Boot boot, List<Disk> disks,
        Optional<Path> consoleLog) {
    public SpawnRequest {
        disks = List.copyOf(disks);
    }
}
