package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Puts {@link Features} together, or changes parts of one. What is not set is not in the document. */
public final class FeaturesBuilder {
    private boolean pae = false;
    private boolean acpi = false;
    private Optional<Features.Apic> apic = Optional.empty();
    private Optional<Toggle> hap = Optional.empty();
    private boolean viridian = false;
    private boolean privnet = false;
    private Optional<HyperV> hyperV = Optional.empty();
    private Optional<Features.Kvm> kvm = Optional.empty();
    private Optional<Toggle> pvSpinlock = Optional.empty();
    private Optional<Toggle> pmu = Optional.empty();
    private Optional<Toggle> vmPort = Optional.empty();
    private Optional<Features.Smm> smm = Optional.empty();
    private Optional<Features.Driver> ioapic = Optional.empty();
    private Optional<Toggle> vmCoreInfo = Optional.empty();
    private Optional<Features.Msrs> msrs = Optional.empty();
    private Optional<Features.Tcg> tcg = Optional.empty();
    private Rest rest = Rest.NONE;

    public FeaturesBuilder() {}

    /** Begins with what is there. */
    public FeaturesBuilder(Features from) {
        pae = from.pae();
        acpi = from.acpi();
        apic = from.apic();
        hap = from.hap();
        viridian = from.viridian();
        privnet = from.privnet();
        hyperV = from.hyperV();
        kvm = from.kvm();
        pvSpinlock = from.pvSpinlock();
        pmu = from.pmu();
        vmPort = from.vmPort();
        smm = from.smm();
        ioapic = from.ioapic();
        vmCoreInfo = from.vmCoreInfo();
        msrs = from.msrs();
        tcg = from.tcg();
        rest = from.rest();
    }

    public FeaturesBuilder pae(boolean value) {
        pae = value;
        return this;
    }

    public FeaturesBuilder acpi(boolean value) {
        acpi = value;
        return this;
    }

    public FeaturesBuilder apic(Features.Apic value) {
        apic = Optional.of(value);
        return this;
    }

    public FeaturesBuilder hap(Toggle value) {
        hap = Optional.of(value);
        return this;
    }

    public FeaturesBuilder viridian(boolean value) {
        viridian = value;
        return this;
    }

    public FeaturesBuilder privnet(boolean value) {
        privnet = value;
        return this;
    }

    public FeaturesBuilder hyperV(HyperV value) {
        hyperV = Optional.of(value);
        return this;
    }

    public FeaturesBuilder kvm(Features.Kvm value) {
        kvm = Optional.of(value);
        return this;
    }

    public FeaturesBuilder pvSpinlock(Toggle value) {
        pvSpinlock = Optional.of(value);
        return this;
    }

    public FeaturesBuilder pmu(Toggle value) {
        pmu = Optional.of(value);
        return this;
    }

    public FeaturesBuilder vmPort(Toggle value) {
        vmPort = Optional.of(value);
        return this;
    }

    public FeaturesBuilder smm(Features.Smm value) {
        smm = Optional.of(value);
        return this;
    }

    public FeaturesBuilder ioapic(Features.Driver value) {
        ioapic = Optional.of(value);
        return this;
    }

    public FeaturesBuilder vmCoreInfo(Toggle value) {
        vmCoreInfo = Optional.of(value);
        return this;
    }

    public FeaturesBuilder msrs(Features.Msrs value) {
        msrs = Optional.of(value);
        return this;
    }

    public FeaturesBuilder tcg(Features.Tcg value) {
        tcg = Optional.of(value);
        return this;
    }

    public Features build() {
        return new Features(pae, acpi, apic, hap, viridian, privnet, hyperV, kvm, pvSpinlock, pmu, vmPort, smm, ioapic,
                vmCoreInfo, msrs, tcg, rest);
    }
}
