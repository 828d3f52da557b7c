package io.bedplate.nfv;

/** A flavor key and the image property that says the same. */
enum Twin {
    CPU_POLICY("hw:cpu_policy", "hw_cpu_policy"), //
    THREAD_POLICY("hw:cpu_thread_policy", "hw_cpu_thread_policy"), //
    REALTIME_MASK("hw:cpu_realtime_mask", "hw_cpu_realtime_mask"), //
    PAGE_SIZE("hw:mem_page_size", "hw_mem_page_size"), //
    LOCKED_MEMORY("hw:locked_memory", "hw_locked_memory"), //
    CELLS("hw:numa_nodes", "hw_numa_nodes"), //
    CELL_VCPUS("hw:numa_cpus.", "hw_numa_cpus."), //
    CELL_MEMORY("hw:numa_mem.", "hw_numa_mem."), //
    PCI_POLICY("hw:pci_numa_affinity_policy", "hw_pci_numa_affinity_policy"), //
    SOCKETS("hw:cpu_sockets", "hw_cpu_sockets"), //
    CORES("hw:cpu_cores", "hw_cpu_cores"), //
    THREADS("hw:cpu_threads", "hw_cpu_threads"), //
    MAX_SOCKETS("hw:cpu_max_sockets", "hw_cpu_max_sockets"), //
    MAX_CORES("hw:cpu_max_cores", "hw_cpu_max_cores"), //
    MAX_THREADS("hw:cpu_max_threads", "hw_cpu_max_threads"), //
    ADDRESS_MODE("hw:maxphysaddr_mode", "hw_maxphysaddr_mode"), //
    ADDRESS_BITS("hw:maxphysaddr_bits", "hw_maxphysaddr_bits"), //
    MEMORY_ENCRYPTION("hw:mem_encryption", "hw_mem_encryption"), //
    TPM_MODEL("hw:tpm_model", "hw_tpm_model"), //
    TPM_VERSION("hw:tpm_version", "hw_tpm_version");

    final String flavor;
    final String image;

    Twin(String flavor, String image) {
        this.flavor = flavor;
        this.image = image;
    }
}
