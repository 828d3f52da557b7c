package io.bedplate.integration.lab.inside;

import java.util.Map;

/** A guest that goes from one lab host to another, and says all the time that it is alive. */
final class Traveller {
    static final int MEMORY_MIB = 96;
    private static final long MIB_2 = 2048;

    private Traveller() {}

    static GuestOrder order(String name) {
        return new GuestOrder(name, 1, MEMORY_MIB,
                Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048", "hw:emulator_threads_policy", "share"))
                .saying("lab.beat");
    }

    /** What the kernel has in force for it, in a line that can be compared. */
    static String inForce(LabGuest guest) {
        var process = guest.process();
        return "vCPU on %s, others on %s, 2 MiB pages %s, %s".formatted(process.allowedForVcpu(0),
                process.allowedForOthers(), process.hugeKib(MIB_2), process.hugePolicies());
    }

    static long freePages() {
        return GuestProcess.freePages(0, MIB_2);
    }
}
