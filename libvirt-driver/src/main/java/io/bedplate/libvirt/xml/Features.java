package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** What the machine offers its guest. */
public record Features(boolean pae, boolean acpi, Optional<Apic> apic, Optional<Toggle> hap, boolean viridian,
        boolean privnet, @Element("hyperv") Optional<HyperV> hyperV, Optional<Kvm> kvm,
        @Element("pvspinlock") Optional<Toggle> pvSpinlock, Optional<Toggle> pmu,
        @Element("vmport") Optional<Toggle> vmPort, Optional<Smm> smm, Optional<Driver> ioapic,
        @Element("vmcoreinfo") Optional<Toggle> vmCoreInfo, Optional<Msrs> msrs, Optional<Tcg> tcg, Rest rest) {
    /** The interrupt controller. */
    public record Apic(@Attribute Optional<Switch> eoi, Rest rest) {}

    /** Who emulates the device. */
    public record Driver(@Attribute String driver, Rest rest) {
        public Driver(String driver) {
            this(driver, Rest.NONE);
        }
    }

    /** System management mode. */
    public record Smm(@Attribute Optional<Switch> state, Optional<Quantity> tseg, Rest rest) {}

    /** What becomes of registers nobody knows: {@code ignore}, {@code fault}. */
    public record Msrs(@Attribute String unknown, Rest rest) {
        public Msrs(String unknown) {
            this(unknown, Rest.NONE);
        }
    }

    /** Settings of QEMU's own emulation. */
    public record Tcg(@Element("tb-cache") Optional<Quantity> tbCache, Rest rest) {}

    /** What KVM shows of itself. */
    public record Kvm(Optional<Toggle> hidden, @Element("hint-dedicated") Optional<Toggle> hintDedicated,
            @Element("poll-control") Optional<Toggle> pollControl, @Element("pv-ipi") Optional<Toggle> pvIpi,
            @Element("dirty-ring") Optional<DirtyRing> dirtyRing, Rest rest) {}

    /** KVM's ring of written pages. */
    public record DirtyRing(@Attribute Optional<Switch> state, @Attribute OptionalInt size, Rest rest) {}
}
