package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.libvirt.xml.Clock.Timer;
import io.bedplate.virt.GuestHardware.Firmware;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;

/** Board, firmware, features and clock. */
final class HardwareMapper {
    private HardwareMapper() {}

    static Os os(InstanceSpec spec, Machine machine) {
        var hardware = spec.hardware();
        var os = new OsBuilder()
                .type(Os.Type.hvm(machine.arch(), hardware.machineType().orElse(machine.model())));
        if (hardware.firmware() != Firmware.BIOS) {
            os.firmware("efi").firmwareFeatures(secureBoot(hardware.firmware() == Firmware.UEFI_SECURE_BOOT));
        }
        if (hardware.bootMenu()) {
            os.bootMenu(new Os.BootMenu(Optional.of(true), OptionalInt.empty(), Rest.NONE));
        }
        return switch (spec.boot()) {
            case Boot.Kernel(var kernel, var initrd, var commandLine) ->
                os.kernel(kernel.toString()).initrd(initrd.toString()).cmdline(commandLine).build();
            case Boot.FirstDisk() -> os.boots(List.of(new Os.Boot("hd"))).build();
        };
    }

    /** libvirt chooses the image; what it must be able to do, and must not, is said. */
    private static Os.FirmwareFeatures secureBoot(boolean wanted) {
        var enabled = Optional.of(wanted);
        return new Os.FirmwareFeatures(
                List.of(new Os.FirmwareFeature(enabled, Optional.of("enrolled-keys"), Rest.NONE),
                        new Os.FirmwareFeature(enabled, Optional.of("secure-boot"), Rest.NONE)));
    }

    // Without ACPI libvirt 9 passes -no-acpi, which QEMU 10 no longer knows.
    static Features features(InstanceSpec spec, Machine machine) {
        var features = new FeaturesBuilder().acpi(true).apic(new Features.Apic(Optional.empty(), Rest.NONE));
        var cpu = spec.hardware().cpu();
        cpu.pmu().ifPresent(on -> features.pmu(Toggle.of(on ? Switch.ON : Switch.OFF)));
        if (cpu.hypervisorHidden() && machine.isKvm()) {
            features.kvm(new Features.Kvm(Optional.of(Toggle.of(Switch.ON)), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), Rest.NONE));
        }
        if (spec.hardware().firmware() == Firmware.UEFI_SECURE_BOOT) {
            features.smm(new Features.Smm(Optional.of(Switch.ON), Optional.empty(), Rest.NONE));
        }
        if (spec.hardware().iommu()) {
            features.ioapic(new Features.Driver("qemu"));
        }
        return features.build();
    }

    // As Nova does for KVM guests: lost ticks are made up for slowly by the PIT and at once by the RTC.
    static Clock clock(Machine machine) {
        return Clock.utc(machine.isKvm()
                ? List.of(Timer.ticking("pit", "delay"), Timer.ticking("rtc", "catchup"), Timer.absent("hpet"))
                : List.of());
    }

    /** A screen comes with a pointer on USB; a guest without one is spared the controller. */
    static String usbModel(InstanceSpec spec) {
        return PeripheralMapper.hasScreen(spec) ? "qemu-xhci" : "none";
    }
}
