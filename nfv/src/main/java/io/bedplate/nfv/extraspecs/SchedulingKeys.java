package io.bedplate.nfv.extraspecs;

import java.util.List;
import java.util.Set;

import static io.bedplate.nfv.extraspecs.Keys.alone;
import static io.bedplate.nfv.extraspecs.Keys.text;
import static io.bedplate.nfv.extraspecs.Keys.whole;
import static io.bedplate.nfv.extraspecs.Keys.words;

/** Flavor keys that choose hosts: Placement's request syntax and the operators of host filters. */
final class SchedulingKeys {
    /** Placement's own classes (os-resource-classes); others start with CUSTOM_. */
    private static final Set<String> RESOURCE_CLASSES = Set.of("VCPU", "PCPU", "MEMORY_MB", "DISK_GB", "PCI_DEVICE",
            "SRIOV_NET_VF", "NUMA_SOCKET", "NUMA_CORE", "NUMA_THREAD", "NUMA_MEMORY_MB", "IPV4_ADDRESS", "VGPU",
            "VGPU_DISPLAY_HEAD", "NET_BW_EGR_KILOBIT_PER_SEC", "NET_BW_IGR_KILOBIT_PER_SEC",
            "NET_PACKET_RATE_KILOPACKET_PER_SEC", "NET_PACKET_RATE_EGR_KILOPACKET_PER_SEC",
            "NET_PACKET_RATE_IGR_KILOPACKET_PER_SEC", "MEM_ENCRYPTION_CONTEXT", "FPGA", "PGPU");

    /** Attributes of a compute node that Nova's ComputeCapabilitiesFilter compares. */
    private static final Set<String> CAPABILITIES = Set.of("id", "uuid", "service_id", "host", "vcpus", "memory_mb",
            "local_gb", "vcpus_used", "memory_mb_used", "local_gb_used", "hypervisor_type", "hypervisor_version",
            "hypervisor_hostname", "free_ram_mb", "free_disk_gb", "current_workload", "running_vms",
            "disk_available_least", "host_ip", "mapped", "cpu_allocation_ratio", "ram_allocation_ratio",
            "disk_allocation_ratio", "total_usable_ram_mb", "total_usable_disk_gb", "disk_mb_used", "free_disk_mb",
            "vcpus_total", "num_instances", "num_io_ops", "failed_builds", "aggregates", "cell_uuid", "updated");

    private static final Set<String> DEEP_CAPABILITIES = Set.of("cpu_info", "metrics", "stats", "numa_topology",
            "supported_hv_specs", "pci_device_pools", "nodename", "pci_stats", "supported_instances", "limits",
            "instances");

    static final List<KnownKey> ALL = List.of(
            alone(new KeyForm.Grouped("resources", "CLASS", RESOURCE_CLASSES), whole(),
                    "Amount of a resource class asked of Placement, or CUSTOM_X; 0 leaves out what the flavor's size would ask."),
            alone(new KeyForm.Grouped("trait", "TRAIT", StandardTraits.NAMES), words("required", "forbidden"),
                    "A trait, or CUSTOM_X, that the providers must or must not have."),
            alone("group_policy", words("isolate", "none"),
                    "Whether the groups of resources and traits must come from different providers."),
            alone(new KeyForm.Open("aggregate_instance_extra_specs"), text(TextShape.FILTER),
                    "Metadata that the host's aggregates must have."),
            alone(new KeyForm.Listed("capabilities", CAPABILITIES, false), text(TextShape.FILTER),
                    "A property that the host must have."),
            alone(new KeyForm.Listed("capabilities", DEEP_CAPABILITIES, true), text(TextShape.FILTER),
                    "A property that the host must have, or a path into it."),
            alone("vmware:hw_version", text(), "Hardware version of the guest; VMware only."),
            alone("vmware:storage_policy", text(), "Storage policy of the guest; VMware only."));

    private SchedulingKeys() {}
}
