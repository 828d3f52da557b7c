package io.bedplate.integration.lab.inside;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.files.HostFiles;
import io.bedplate.sriov.PciNumaPolicy;

/** The guest that a reboot of the lab host has to give back, and what the tests on both sides of it need. */
final class Survivor {
    static final int CELL_OF_CARD = 2;
    static final int FUNCTIONS = 2;
    /** Of the agent, on the lab host's disk. */
    static final Path STATE = Path.of("/root/rebooted");

    static final GuestOrder GUEST = new GuestOrder("survivor", 2, 1024,
            Map.of("hw:cpu_policy", "dedicated", "hw:cpu_thread_policy", "require", "hw:mem_page_size", "1GB",
                    "hw:emulator_threads_policy", "share"))
            .with(Card.function(PciNumaPolicy.REQUIRED));

    private Survivor() {}

    /** Which boot of the host this is. */
    static String boot() {
        return HostFiles.real().read("proc/sys/kernel/random/boot_id").orElseThrow();
    }

    /** What the kernel has in force for a guest, in a line that can be compared. */
    static String inForce(LabGuest guest) {
        var process = guest.process();
        var vcpus = IntStream.range(0, guest.claim().spec().vcpus()).mapToObj(process::allowedForVcpu).toList();
        var functions = guest.placement().devices().stream().map(PlacedDevice::address)
                .map(function -> function + " " + Card.driver(function).orElse("without driver")
                        + (process.openFiles("/dev/vfio").contains("/dev/vfio/" + Card.iommuGroup(function))
                                ? " held"
                                : " not held"))
                .collect(Collectors.joining(", "));
        return "vCPUs on %s, others on %s, 1 GiB pages %s, %s, functions [%s]".formatted(vcpus,
                process.allowedForOthers(), process.hugeKib(1 << 20), process.hugePolicies(), functions);
    }
}
