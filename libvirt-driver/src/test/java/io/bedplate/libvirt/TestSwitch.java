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
            ovs-vswitchd unix:/run/openvswitch/db.sock --no-chdir --pidfile=/run/openvswitch/ovs-vswitchd.pid &
            read -r end
            kill $! $database
            wait
            """;

    private TestSwitch() {}

    /** Starts it in the network; skips the test where Open vSwitch is not installed. */
    static void start(TestNetwork network, String bridge) {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ovs-vswitchd")), "Open vSwitch is not installed");
        network.serve(DAEMONS);
        Poll.until("Open vSwitch to answer", () -> network.succeeds("ovs-vsctl --timeout=2 show"), up -> up);
        network.run("ovs-vsctl --timeout=20 add-br %s -- set bridge %s datapath_type=netdev".formatted(bridge, bridge));
    }
}
