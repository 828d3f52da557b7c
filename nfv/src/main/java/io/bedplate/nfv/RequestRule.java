package io.bedplate.nfv;

/** The rules a request can break, each with the exception that Nova raises for it, where it has one. */
public enum RequestRule {
    /** No such key in a namespace of ours. */
    UNKNOWN_KEY("ValidationError"),
    /** A value that the key does not take. */
    BAD_VALUE("ValidationError"),
    /** More vCPUs or memory, or a lower ratio, than can be. */
    OUT_OF_RANGE(""),
    /** An image may not ask for more pinning than a flavor that says shared or mixed. */
    CPU_POLICY_FORBIDDEN("ImageCPUPinningForbidden"),
    /** An image may not change a thread policy other than prefer. */
    THREAD_POLICY_FORBIDDEN("ImageCPUThreadPolicyForbidden"),
    /** A thread policy concerns dedicated vCPUs only. */
    THREAD_POLICY_WITHOUT_PINNING("CPUThreadPolicyConfigurationInvalid"),
    /** Isolated emulator threads need a guest with dedicated vCPUs. */
    EMULATOR_ISOLATE_WITHOUT_PINNING("BadRequirementEmulatorThreadsPolicy"),
    /** Isolated I/O threads need a guest with dedicated vCPUs. */
    IO_ISOLATE_WITHOUT_PINNING(""),
    /** Isolated I/O threads must be at least one. */
    IO_ISOLATE_WITHOUT_THREADS(""),
    /** The dedicated mask must name some vCPUs of the guest but not all. */
    DEDICATED_MASK_INVALID("InvalidMixedInstanceDedicatedMask"),
    /** The dedicated mask belongs to the policy mixed. */
    DEDICATED_MASK_WITHOUT_MIXED("RequiredMixedInstancePolicy"),
    /** The policy mixed needs either the dedicated mask or a realtime guest, not both. */
    MIXED_MASK("RequiredMixedOrRealtimeCPUMask"),
    /** Realtime vCPUs must be some of the guest's; all of them only where the emulator threads have a policy. */
    REALTIME_MASK_INVALID("RealtimeMaskNotFoundOrInvalid"),
    /** Realtime needs dedicated vCPUs. */
    REALTIME_WITHOUT_PINNING("RealtimeConfigurationInvalid"),
    /** Resource amounts of CPUs exclude a CPU policy and each other. */
    CPU_RESOURCES_CONFLICT("InvalidRequest"),
    /** PCPU must be the vCPUs, one more for isolated emulator threads, and isolated I/O threads. */
    CPU_RESOURCES_MISMATCH("InvalidRequest"),
    /** The hyperthreading trait is another way to say a thread policy. */
    HYPERTHREADING_CONFLICT("InvalidRequest"),
    /** An image may only narrow a page size of large or any. */
    PAGE_SIZE_FORBIDDEN("MemoryPageSizeForbidden"),
    /** A page size must be a power of two. */
    PAGE_SIZE_INVALID("MemoryPageSizeInvalid"),
    /** Locked memory needs a page size. */
    LOCKED_MEMORY_FORBIDDEN("LockMemoryForbidden"),
    /** Flavor and image must say the same where both speak. */
    FLAVOR_IMAGE_CONFLICT("FlavorImageConflict"),
    /** Likewise, for the PCI policy. */
    PCI_POLICY_CONFLICT("ImagePCINUMAPolicyForbidden"),
    /** A flavor may only name aliases that the operator declared. */
    PCI_ALIAS_UNKNOWN("PciRequestAliasNotDefined"),
    /** Emulated address bits need a number, and only they. */
    ADDRESS_BITS_INCOMPLETE("Invalid"),
    /** Only one of flavor and image may describe cells. */
    CELLS_FORBIDDEN("ImageNUMATopologyForbidden"),
    /** From 1 to 128 cells. */
    CELL_COUNT_INVALID("InvalidNUMANodesNumber"),
    /** vCPUs and memory must divide by the number of cells. */
    CELLS_ASYMMETRIC("ImageNUMATopologyAsymmetric"),
    /** Every cell from 0 on, and no other, needs its vCPUs and its memory. */
    CELLS_INCOMPLETE("ImageNUMATopologyIncomplete"),
    /** No text that means vCPUs: a range runs backwards, or a number is too large. */
    CELL_VCPUS_INVALID("Invalid"),
    /** A cell names a vCPU that the guest does not have. */
    CELL_VCPU_OUT_OF_RANGE("ImageNUMATopologyCPUOutOfRange"),
    /** Two cells name the same vCPU. */
    CELL_VCPU_TWICE("ImageNUMATopologyCPUDuplicates"),
    /** No cell names a vCPU. */
    CELL_VCPU_MISSING("ImageNUMATopologyCPUsUnassigned"),
    /** The cells' memory is not the guest's. */
    CELL_MEMORY_MISMATCH("ImageNUMATopologyMemoryOutOfRange"),
    /** A bound cell must exist, and no two may be bound to the same host cell. */
    HOST_CELL_INVALID(""),
    /** An image may only lower the flavor's limits of sockets, cores and threads. */
    TOPOLOGY_LIMITS_EXCEEDED("ImageVCPULimitsRangeExceeded"),
    /** An image may not ask for more sockets, cores or threads than the limits. */
    TOPOLOGY_EXCEEDED("ImageVCPUTopologyRangeExceeded"),
    /** No sockets, cores and threads within the limits make up the vCPUs. */
    TOPOLOGY_IMPOSSIBLE("ImageVCPULimitsRangeImpossible");

    private final String novaException;

    RequestRule(String novaException) {
        this.novaException = novaException;
    }

    /** Name of Nova's exception class; empty text where Nova has no such rule. */
    public String novaException() {
        return novaException;
    }
}
