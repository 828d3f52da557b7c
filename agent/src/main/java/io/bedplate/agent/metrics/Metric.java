package io.bedplate.agent.metrics;

import static io.bedplate.agent.metrics.Metric.Type.COUNTER;
import static io.bedplate.agent.metrics.Metric.Type.GAUGE;
import static io.bedplate.agent.metrics.Metric.Type.HISTOGRAM;

/** Every metric there is, in the order of the text. Units are base units: seconds and bytes. */
public enum Metric {
    BUILD("build_info", GAUGE, "Versions of the agent and of Java; always 1."),
    SCRAPE_SUCCESS("scrape_success", GAUGE,
            "1 = the hypervisor answered in time. At 0 there are no metrics of guests, and those of the host are the last known."),
    SCRAPE_DURATION("scrape_duration_seconds", GAUGE, "How long reading host and guests took."),
    BULK_DURATION("scrape_bulk_duration_seconds", GAUGE, "Of that, the hypervisor's own call for all guests."),
    GUEST_STATE("guest_state", GAUGE, "1 = the guest is in that state."),
    VCPU_RUN("guest_vcpu_run_seconds", COUNTER, "Time of the vCPU on a pCPU."),
    VCPU_WAIT("guest_vcpu_wait_seconds", COUNTER,
            "Time in which the vCPU was ready and the host's scheduler ran something else: steal."),
    VCPU_HALT("guest_vcpu_halt_seconds", COUNTER, "Time in which the guest had the vCPU halted."),
    MEMORY_CURRENT("guest_memory_bytes", GAUGE, "Memory that the guest may use now, by its balloon."),
    MEMORY_MAXIMUM("guest_memory_maximum_bytes", GAUGE, "Memory that the guest was given."),
    MEMORY_RESIDENT("guest_memory_resident_bytes", GAUGE, "Memory of the guest's process, without huge pages."),
    READ_REQUESTS("guest_disk_read_requests", COUNTER, "Reads of the disk."),
    READ_BYTES("guest_disk_read_bytes", COUNTER, "Bytes read of the disk."),
    READ_SECONDS("guest_disk_read_seconds", COUNTER, "Time that reads of the disk took."),
    WRITE_REQUESTS("guest_disk_write_requests", COUNTER, "Writes to the disk."),
    WRITE_BYTES("guest_disk_write_bytes", COUNTER, "Bytes written to the disk."),
    WRITE_SECONDS("guest_disk_write_seconds", COUNTER, "Time that writes to the disk took."),
    FLUSH_REQUESTS("guest_disk_flush_requests", COUNTER, "Flushes of the disk."),
    RECEIVED_BYTES("guest_network_received_bytes", COUNTER, "Bytes that the guest received on the port."),
    RECEIVED_PACKETS("guest_network_received_packets", COUNTER, "Packets that the guest received on the port."),
    RECEIVED_ERRORS("guest_network_received_errors", COUNTER, "Packets to the guest with errors."),
    RECEIVED_DROPS("guest_network_received_drops", COUNTER, "Packets to the guest that were dropped."),
    SENT_BYTES("guest_network_sent_bytes", COUNTER, "Bytes that the guest sent on the port."),
    SENT_PACKETS("guest_network_sent_packets", COUNTER, "Packets that the guest sent on the port."),
    SENT_ERRORS("guest_network_sent_errors", COUNTER, "Packets of the guest with errors."),
    SENT_DROPS("guest_network_sent_drops", COUNTER, "Packets of the guest that were dropped."),
    CELL_MEMORY("cell_memory_bytes", GAUGE, "All memory of the NUMA cell, pools of huge pages included."),
    PAGES("pages", GAUGE, "Huge pages of one size in the cell's pool."),
    PAGES_FREE("pages_free", GAUGE, "Those that nobody holds, as the kernel counts them."),
    PAGES_CLAIMED("pages_claimed", GAUGE, "Those that instances claim, whether they run or not."),
    PAGES_FOREIGN("pages_foreign", GAUGE, "Those in use beyond what the claims of guests with a process account for."),
    PCPUS("pcpus", GAUGE, "Online pCPUs of the cell that may serve that use."),
    PCPUS_CLAIMED("pcpus_claimed", GAUGE,
            "pCPUs of the cell that instances hold for themselves, blocked siblings included."),
    FLOATING_VCPUS("floating_vcpus", GAUGE, "vCPUs that float over the shared pCPUs of the cell."),
    VFS("vfs", GAUGE, "Virtual functions of the card."),
    VFS_CLAIMED("vfs_claimed", GAUGE, "Those that instances hold."),
    CLAIMS("claims", GAUGE, "Instances by the phase of their claim."),
    DRIFTING("placement_drifting", GAUGE, "Instances that the kernel has elsewhere than they claim, now."),
    DIFFERENCES("placement_differences", GAUGE, "Differences between claims and kernel that they have now."),
    REMARKS("placement_remarks", GAUGE, "What is in force now, and could be better kept."),
    VCPUS("vcpus", GAUGE, "vCPUs by how the kernel holds them, in the watch's last round."),
    DRIFTS("placement_drifts", COUNTER, "Times that an instance began to drift."),
    REPAIRS("placement_repairs", COUNTER, "Repairs of drift that were tried, by what became of them."),
    LOOKS("placement_looks", COUNTER, "Comparisons of an instance with the kernel, by what became of them."),
    ORDERS("order_duration_seconds", HISTOGRAM,
            "How long orders on instances took, waiting for their turn included, by what became of them."),
    CALLS("hypervisor_call_duration_seconds", HISTOGRAM, "How long calls of the hypervisor took, by function."),
    EVENTS("hypervisor_events", COUNTER, "Events received from the hypervisor."),
    CONNECTION_LOSSES("hypervisor_connection_losses", COUNTER,
            "Times that the hypervisor ceased to answer; events may have been lost each time.");

    private final String base;
    private final Type type;
    private final String help;

    Metric(String base, Type type, String help) {
        this.base = "bedplate_" + base;
        this.type = type;
        this.help = help;
    }

    /** How values of a metric behave. */
    enum Type {
        COUNTER, GAUGE, HISTOGRAM
    }

    /** The name of the family, without what is added to samples of its type. */
    String base() {
        return base;
    }

    Type type() {
        return type;
    }

    /** One line, without a backslash. */
    String help() {
        return help;
    }

    /** The name of its samples; a histogram's have {@code _bucket}, {@code _count} and {@code _sum} added. */
    public String sampleName() {
        return type == COUNTER ? base + "_total" : base;
    }
}
