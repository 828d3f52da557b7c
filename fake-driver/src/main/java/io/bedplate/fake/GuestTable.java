package io.bedplate.fake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** The guests of a host by all that is unique of them. Guarded by the monitor of its {@link SimulatedHost}. */
final class GuestTable {
    private final TreeMap<InstanceId, FakeGuest> byId = new TreeMap<>();
    private final Map<String, FakeGuest> byName = new HashMap<>();
    private final Map<PciAddress, FakeGuest> byDevice = new HashMap<>();
    private final TreeMap<Long, FakeGuest> byPid = new TreeMap<>();

    void requireNew(InstanceSpec spec) {
        if (byId.containsKey(spec.id())) {
            throw new VirtDriverException(Kind.EXISTS, "guest %s is known already".formatted(spec.id()));
        }
        var namesake = byName.get(spec.name());
        if (namesake != null) {
            throw new VirtDriverException(Kind.EXISTS,
                    "the name %s is taken by guest %s".formatted(spec.name(), namesake.id()));
        }
    }

    /** The guest keeps its devices where the new ones are not free. */
    void replace(FakeGuest guest, InstanceSpec spec) {
        remove(guest);
        try {
            requireFreeDevices(spec);
            guest.redefine(spec);
        } finally {
            add(guest);
        }
    }

    void requireFreeDevices(InstanceSpec spec) {
        for (var device : spec.held().devices()) {
            var holder = byDevice.get(device.address());
            if (holder != null) {
                throw new VirtDriverException(Kind.INSUFFICIENT_RESOURCES,
                        "PCI device %s is held by guest %s".formatted(device.address(), holder.spec().name()));
            }
        }
    }

    void add(FakeGuest guest) {
        byId.put(guest.id(), guest);
        byName.put(guest.spec().name(), guest);
        devices(guest).forEach(device -> byDevice.put(device.address(), guest));
    }

    void remove(FakeGuest guest) {
        byId.remove(guest.id());
        byName.remove(guest.spec().name());
        devices(guest).forEach(device -> byDevice.remove(device.address()));
    }

    private static List<PlacedDevice> devices(FakeGuest guest) {
        return guest.spec().held().devices();
    }

    /** PCI functions that guests have, ports' functions included; ascending. */
    SortedSet<PciAddress> functions() {
        return new TreeSet<>(byDevice.keySet());
    }

    void started(FakeGuest guest, SimulatedProcess process) {
        byPid.put(process.pid(), guest);
    }

    void ended(SimulatedProcess process) {
        byPid.remove(process.pid());
    }

    boolean contains(FakeGuest guest) {
        return byId.get(guest.id()) == guest;
    }

    Optional<FakeGuest> find(InstanceId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Ascending by id. */
    List<FakeGuest> all() {
        return List.copyOf(byId.values());
    }

    /** The guest whose process has that pid, or a thread of that id. */
    Optional<FakeGuest> ofThread(long tid) {
        return Optional.ofNullable(byPid.floorEntry(tid)).map(Map.Entry::getValue)
                .filter(guest -> guest.process().filter(process -> process.thread(tid).isPresent()).isPresent());
    }

    /** Ascending. */
    List<Long> pids() {
        return List.copyOf(byPid.keySet());
    }
}
