package io.bedplate.agent;

import java.util.List;
import java.util.stream.Stream;

import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceSpec;

/** From an order and a plan to what a driver carries out. Pure. */
final class InstanceSpecs {
    private InstanceSpecs() {}

    static InstanceSpec of(SpawnRequest order, GuestPlacement placement) {
        return new InstanceSpec(order.id(), order.name(), order.request().vcpus(), order.request().memoryKib(),
                placement, order.boot(), order.disks(), order.nics(), order.hardware(), order.consoleLog());
    }

    /** With what was made for it, in front of what it has. */
    static InstanceSpec with(List<Disk> made, StorageRequest storage, InstanceSpec spec) {
        return spec.equipped(Stream.concat(made.stream().map(storage::dressed), spec.disks().stream()).toList(),
                spec.nics());
    }
}
