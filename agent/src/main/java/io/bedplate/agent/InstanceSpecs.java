package io.bedplate.agent;

import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.InstanceSpec;

/** From an order and a plan to what a driver carries out. Pure. */
final class InstanceSpecs {
    private InstanceSpecs() {}

    static InstanceSpec of(SpawnRequest order, GuestPlacement placement) {
        return new InstanceSpec(order.id(), order.name(), order.request().vcpus(), order.request().memoryKib(),
                placement, order.boot(), order.disks(), order.nics(), order.hardware(), order.consoleLog());
    }
}
