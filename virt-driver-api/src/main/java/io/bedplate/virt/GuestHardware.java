package io.bedplate.virt;

import java.util.Optional;

/**
 * What a guest has beside vCPUs, memory, disks and ports.
 *
 * @param machineType the hypervisor's name of the board, such as {@code pc-q35-7.2}; empty = the driver's usual one
 * @param bootMenu    the firmware lets people choose what to boot
 * @param iommu       an IOMMU of the guest's own
 */
public record GuestHardware(Optional<String> machineType, Firmware firmware, boolean bootMenu, boolean iommu,
        CpuLook cpu, CpuQuota cpuQuota, Peripherals peripherals, Headroom headroom) {
    /** The driver's usual board with a BIOS and nothing else. */
    public static final GuestHardware PLAIN = new GuestHardware(Optional.empty(), Firmware.BIOS, false, false,
            CpuLook.USUAL, CpuQuota.NONE, Peripherals.NONE, Headroom.NONE);

    /** The same with other peripherals. */
    public GuestHardware with(Peripherals others) {
        return new GuestHardware(machineType, firmware, bootMenu, iommu, cpu, cpuQuota, others, headroom);
    }

    /** The same with other headroom. */
    public GuestHardware with(Headroom other) {
        return new GuestHardware(machineType, firmware, bootMenu, iommu, cpu, cpuQuota, peripherals, other);
    }

    /** What runs before the boot loader. */
    public enum Firmware {
        BIOS, UEFI, UEFI_SECURE_BOOT
    }

    /**
     * How far a running guest can grow; see {@link Growing}.
     *
     * @param maxVcpus     vCPUs that can be there at most; 0 = no more than at the start
     * @param maxMemoryKib memory that can be there at most; 0 = no more than at the start
     */
    public record Headroom(int maxVcpus, long maxMemoryKib) {
        public static final Headroom NONE = new Headroom(0, 0);

        public Headroom {
            if (maxVcpus < 0 || maxMemoryKib < 0) {
                throw new IllegalArgumentException(
                        "headroom: 0 or more wanted, found %d vCPUs and %d KiB".formatted(maxVcpus, maxMemoryKib));
            }
        }
    }
}
