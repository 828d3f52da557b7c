package io.bedplate.libvirt;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.HostTopology;
import io.bedplate.libvirt.HostFit.Misfit;
import io.bedplate.virt.Disk;
import io.bedplate.virt.Nic;

/** Whether a host has what disks and ports name. libvirt would find out too, later and in words of its own. */
record DeviceFit(DiskFit disks, PortFit ports) {

    /** The first thing that is not there, or must not be used. */
    Optional<Misfit> check(List<Disk> wantedDisks, List<Nic> wantedPorts, HostTopology host) {
        return ports.check(wantedPorts, host).or(() -> disks.check(wantedDisks));
    }
}
