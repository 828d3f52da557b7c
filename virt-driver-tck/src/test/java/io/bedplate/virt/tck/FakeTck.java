package io.bedplate.virt.tck;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import io.bedplate.fake.FakeDriverProvider;
import io.bedplate.fake.HostShape;
import io.bedplate.fake.SimulatedHost;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.Passage;
import io.bedplate.virt.VirtDriverProvider;

/** What the kit must know of the fake driver; each test has a simulated host of its own. */
abstract class FakeTck extends VirtDriverTck {
    private static final HostShape SHAPE = new HostShape("sim", 2, 4, 2, 4096, 512, 1, 2);
    private static final CpuSet NONE = CpuSet.empty();

    private final SimulatedHost host = SimulatedHost.of(SHAPE);
    private final SimulatedHost other = SimulatedHost.of(new HostShape("other", 2, 4, 2, 4096, 512, 1, 2));
    private int guests;

    @Override
    public VirtDriverProvider provider() {
        return new FakeDriverProvider();
    }

    @Override
    public DriverConfig config() {
        return new DriverConfig(new TreeMap<>(Map.of()), host.files(), InstantSource.system());
    }

    @Override
    public DriverConfig elsewhere() {
        host.roads().leadTo(other);
        return new DriverConfig(new TreeMap<>(Map.of()), other.files(), InstantSource.system());
    }

    @Override
    public Passage passage() {
        return new Passage("other", Optional.empty());
    }

    @Override
    public Set<String> settings() {
        return Set.of("capabilities", "name", "cells", "cores_per_cell", "threads", "memory_mib_per_cell",
                "pages_2m_per_cell", "pages_1g_per_cell", "vfs_per_cell", "accelerator");
    }

    @Override
    public InstanceSpec tiny() {
        guests++;
        var placement = new GuestPlacement(List.of(), NONE, NONE, IoThreads.NONE, NONE, false,
                new GuestCpuTopology(1, 1, 1),
                List.of());
        return new InstanceSpec(new InstanceId(new UUID(0x8000_0000_0000_0000L, guests)), "tiny-" + guests, 1, 65536,
                placement, new InstanceSpec.Boot.FirstDisk(), List.of(), Optional.empty());
    }

    @Override
    public String printed() {
        return "simulated guest tiny";
    }

    @Override
    public Disk rescueDisk() {
        return Disk.file(new DeviceId("rescue"), Path.of("/images/rescue"), Disk.Format.RAW);
    }

    @Override
    public NicBackend plug() {
        return new NicBackend.Bridge("br0");
    }

    @Override
    public void kill(long pid) {
        host.kill(pid);
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration grace() {
        return Duration.ofMillis(1);
    }
}
