package io.bedplate.fake;

import java.util.concurrent.Executor;

import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverProvider;

/**
 * Makes drivers of simulated hosts, by the name {@code fake}.
 *
 * <p>
 * Given the files of a {@link SimulatedHost}, a driver attaches to that host. Given any others, it makes a host from the
 * settings, all optional:
 *
 * <pre>
 * capabilities         names of {@link io.bedplate.virt.Capability} between commas; all of them if not said
 * name                 host name: "simulated"
 * cells                NUMA cells: 1
 * cores_per_cell       physical cores in each: 2
 * threads              per core: 1
 * memory_mib_per_cell  huge pages included: 8192
 * pages_2m_per_cell    pages of 2 MiB: 512
 * pages_1g_per_cell    pages of 1 GiB: 0
 * vfs_per_cell         virtual functions of the one PF of each cell: 0, which makes no PF either
 * accelerator          kvm or tcg, for the names of the vCPU threads: kvm
 * </pre>
 *
 * With the files of a host, all but {@code capabilities} are refused. Events come on virtual threads.
 */
public final class FakeDriverProvider implements VirtDriverProvider {
    private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;

    /** For ServiceLoader. */
    public FakeDriverProvider() {}

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public VirtDriver open(DriverConfig config) {
        var settings = new FakeSettings(config.settings());
        return FakeDriver.attach(host(config, settings), settings.capabilities(), config.clock(), VIRTUAL_THREADS);
    }

    private static SimulatedHost host(DriverConfig config, FakeSettings settings) {
        if (config.files() instanceof LiveFiles files) {
            settings.requireNoShape();
            return files.host();
        }
        return settings.host();
    }
}
