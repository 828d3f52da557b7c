package io.bedplate.nfv.extraspecs;

import java.util.List;

import static io.bedplate.nfv.extraspecs.Keys.added;
import static io.bedplate.nfv.extraspecs.Keys.alone;
import static io.bedplate.nfv.extraspecs.Keys.atLeast;
import static io.bedplate.nfv.extraspecs.Keys.between;
import static io.bedplate.nfv.extraspecs.Keys.both;
import static io.bedplate.nfv.extraspecs.Keys.flag;
import static io.bedplate.nfv.extraspecs.Keys.text;
import static io.bedplate.nfv.extraspecs.Keys.twinned;
import static io.bedplate.nfv.extraspecs.Keys.words;

/** Flavor keys on vCPUs, threads, guest cells and memory. */
final class CpuKeys {
    static final List<KnownKey> ALL = List.of(
            both("hw:cpu_policy", words("dedicated", "shared", "mixed"),
                    "Whether each vCPU owns a pCPU, floats over the shared ones, or some own and the others float."),
            alone("hw:cpu_dedicated_mask", text(TextShape.CPU_LIST),
                    "Which vCPUs own a pCPU under the policy mixed; a leading ^ names those that do not."),
            both("hw:cpu_thread_policy", words("prefer", "isolate", "require"),
                    "How dedicated vCPUs lie on cores: whole cores where possible, each alone on its core, or whole cores only."),
            alone("hw:emulator_threads_policy", words("isolate", "share"),
                    "Where the hypervisor's own threads run: on one more dedicated pCPU, or on the shared ones."),
            added(new KeyForm.Fixed("hw:io_threads"), between(0, 64), Origin.BEDPLATE,
                    "Threads for the disks beside the main loop; 0 = none of their own."),
            added(new KeyForm.Fixed("hw:io_threads_policy"), words("isolate", "share"), Origin.BEDPLATE,
                    "Where the I/O threads run: each on one more dedicated pCPU, or with the emulator threads."),
            alone("hw:cpu_realtime", flag(),
                    "Schedules vCPUs SCHED_FIFO and locks the guest's memory; needs a dedicated or mixed guest."),
            both("hw:cpu_realtime_mask", text(TextShape.CPU_LIST),
                    "Which vCPUs are realtime; a leading ^ names those that are not. The image's mask goes first."),
            both("hw:cpu_sockets", atLeast(1), "Sockets the guest should see."),
            both("hw:cpu_cores", atLeast(1), "Cores per socket the guest should see."),
            both("hw:cpu_threads", atLeast(1), "Threads per core the guest should see."),
            both("hw:cpu_max_sockets", atLeast(1), "Most sockets the guest may see; an image may only lower it."),
            both("hw:cpu_max_cores", atLeast(1),
                    "Most cores per socket the guest may see; an image may only lower it."),
            both("hw:cpu_max_threads", atLeast(1),
                    "Most threads per core the guest may see; an image may only lower it."),
            both("hw:numa_nodes", atLeast(1), "Number of guest cells, each on a host cell of its own; at most 128."),
            twinned(new KeyForm.Numbered("hw:numa_cpus."), text(TextShape.CPU_LIST), "hw_numa_cpus.{N}", Origin.NOVA,
                    "vCPUs of guest cell N, from 0 without gaps; together with hw:numa_mem.N for every cell."),
            twinned(new KeyForm.Numbered("hw:numa_mem."), atLeast(1), "hw_numa_mem.{N}", Origin.NOVA,
                    "MiB of guest cell N, from 0 without gaps; together with hw:numa_cpus.N for every cell."),
            added(new KeyForm.Numbered("hw:numa_node."), atLeast(0), Origin.STARLINGX,
                    "Host cell that guest cell N must lie on."),
            both("hw:mem_page_size", text(TextShape.PAGE_SIZE),
                    "Pages behind the guest's memory: the smallest, any larger, any, or just this size (a bare number is KiB)."),
            both("hw:locked_memory", flag(), "Keeps the guest's memory from being swapped; needs hw:mem_page_size."),
            both("hw:pci_numa_affinity_policy", words("required", "preferred", "legacy", "socket"),
                    "How near devices must be to the guest's cells; goes before an alias's policy, after a port's."),
            alone("hw:pmem", text(TextShape.LABELS), "Labels of the persistent memory namespaces the guest gets."),
            both("hw:maxphysaddr_mode", words("passthrough", "emulate"),
                    "Guest physical address bits: the host's, or those of hw:maxphysaddr_bits."),
            both("hw:maxphysaddr_bits", between(1, 64), "Guest physical address bits under the mode emulate."));

    private CpuKeys() {}
}
