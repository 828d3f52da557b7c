package io.bedplate.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** An Open vSwitch of its own in a test network, switching in user space: no kernel module is needed. */
final class TestSwitch {
    // Both daemons end with the shell, which ends with its standard input.
    private static final String DAEMONS = """
            cd /run/openvswitch
            ovsdb-tool create conf.db /usr/share/openvswitch/vswitch.ovsschema || exit 1
            ovsdb-server conf.db --remote=punix:/run/openvswitch/db.sock --no-chdir --pidfile=/run/openvswitch/db.pid &
            database=$!
            while [ ! -S db.sock ]; do sleep 0.05; done
            ovs-vsctl --no-wait init
            settings
            $program unix:/run/openvswitch/db.sock --no-chdir --pidfile=/run/openvswitch/ovs-vswitchd.pid &
            read -r end
            kill $! $database
            wait
            """;
    private static final String PLAIN = "/usr/sbin/ovs-vswitchd";
    private static final String WITH_DPDK = "/usr/lib/openvswitch-switch-dpdk/ovs-vswitchd-dpdk";
    // DPDK wants its memory on huge pages. Its thread sleeps while nothing comes: these machines have two CPUs.
    private static final String DPDK_SETTINGS = """
            settings() {
                ovs-vsctl --no-wait set Open_vSwitch . other_config:dpdk-init=true \\
                    "other_config:dpdk-extra=--no-pci -m 128" other_config:pmd-cpu-mask=0x1 \\
                    other_config:pmd-maxsleep=200 other_config:per-port-memory=true
            }
            """;
    /** Of 2 MiB, the 128 MiB of the settings. */
    private static final long DPDK_PAGES = 64;

    private TestSwitch() {}

    /** Starts it in the network; skips the test where Open vSwitch is not installed. */
    static void start(TestNetwork network, String bridge) {
        start(network, bridge, PLAIN, "settings() { :; }\n");
    }

    /** The same with DPDK, for ports of vhost-user; skips the test where there are no huge pages, too. */
    static void startWithDpdk(TestNetwork network, String bridge) {
        network.keep(ReservedPages.of(DPDK_PAGES));
        start(network, bridge, WITH_DPDK, DPDK_SETTINGS);
    }

    private static void start(TestNetwork network, String bridge, String program, String settings) {
        assumeTrue(Files.isExecutable(Path.of(program)), "Open vSwitch is not installed: there is no " + program);
        network.serve("program=%s\n%s%s".formatted(program, settings, DAEMONS));
        Poll.until("Open vSwitch to answer", () -> network.succeeds("ovs-vsctl --timeout=2 show"), up -> up);
        network.run("ovs-vsctl --timeout=20 add-br %s -- set bridge %s datapath_type=netdev".formatted(bridge, bridge));
    }
}
