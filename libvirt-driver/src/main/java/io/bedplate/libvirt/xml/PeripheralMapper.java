package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Peripherals;
import io.bedplate.virt.Peripherals.Entropy;
import io.bedplate.virt.Peripherals.Tpm;
import io.bedplate.virt.Peripherals.WatchdogAction;

/** What people, the host and the guest reach each other by. */
final class PeripheralMapper {
    private static final String USUAL_VIDEO = "virtio";

    private PeripheralMapper() {}

    static List<Device> devices(InstanceSpec spec) {
        var wished = spec.hardware().peripherals();
        var devices = new ArrayList<Device>();
        spec.consoleLog().ifPresent(path -> devices.add(Serial.appendedTo(path.toString())));
        int port = devices.size();
        for (var console : wished.consoles()) {
            devices.add(console(console, port));
            port += console instanceof Peripherals.Console.Serial ? 1 : 0;
        }
        if (hasScreen(spec)) {
            devices.add(new Input("tablet", Optional.of("usb"), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), Rest.NONE));
            devices.add(video(wished.video().orElse(USUAL_VIDEO)));
        }
        if (wished.guestAgent()) {
            devices.add(agentChannel());
        }
        wished.watchdog().ifPresent(action -> devices.add(watchdog(action)));
        wished.tpm().ifPresent(tpm -> devices.add(tpm(tpm)));
        wished.vsockCid().ifPresent(cid -> devices.add(vsock(cid)));
        if (spec.hardware().iommu()) {
            devices.add(iommu());
        }
        devices.add(MemBalloon.none());
        wished.entropy().ifPresent(entropy -> devices.add(rng(entropy)));
        return devices;
    }

    static boolean hasScreen(InstanceSpec spec) {
        return spec.hardware().peripherals().consoles().stream().anyMatch(console -> switch (console) {
            case Peripherals.Console.Vnc _,Peripherals.Console.Spice _ -> true;
            case Peripherals.Console.Serial _ -> false;
        });
    }

    private static Device console(Peripherals.Console console, int port) {
        return switch (console) {
            case Peripherals.Console.Vnc(var address) -> graphics("vnc", address);
            case Peripherals.Console.Spice(var address) -> graphics("spice", address);
            case Peripherals.Console.Serial(var address, int tcpPort) -> new Serial("tcp", Optional.empty(),
                    List.of(listening(address, tcpPort)), Optional.of(new CharProtocol("raw")), Optional.empty(),
                    Optional.of(CharTarget.port(port)), Optional.empty(), Optional.empty(), Rest.NONE);
        };
    }

    private static Graphics graphics(String type, String address) {
        var listen = new Graphics.Listen(Optional.of("address"), Optional.of(address), Optional.empty(),
                Optional.empty(), Rest.NONE);
        return new GraphicsBuilder(type).autoPort(true).listens(List.of(listen)).build();
    }

    private static CharSource listening(String address, int port) {
        return new CharSource(Optional.of("bind"), Optional.empty(), Optional.of(address),
                Optional.of(Integer.toString(port)), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Rest.NONE);
    }

    private static Video video(String type) {
        var model = new Video.Model(type, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(),
                OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Rest.NONE);
        return new Video(Optional.empty(), Optional.of(model), Optional.empty(), Optional.empty(), Rest.NONE);
    }

    /** The name is the agent's own (qemu-ga(8)). */
    private static Channel agentChannel() {
        var target = new CharTarget(Optional.of("virtio"), OptionalInt.empty(), Optional.of("org.qemu.guest_agent.0"),
                Optional.empty(), Optional.empty(), Optional.empty(), Rest.NONE);
        return new Channel("unix", List.of(), Optional.empty(), Optional.empty(),
                Optional.of(target), Optional.empty(), Optional.empty(), Rest.NONE);
    }

    private static Watchdog watchdog(WatchdogAction action) {
        return new Watchdog("i6300esb", Optional.of(action.name().toLowerCase(Locale.ROOT)), Optional.empty(),
                Optional.empty(), Rest.NONE);
    }

    private static io.bedplate.libvirt.xml.Tpm tpm(Tpm wished) {
        var version = wished == Tpm.TIS_1_2 ? "1.2" : "2.0";
        var backend = new io.bedplate.libvirt.xml.Tpm.Backend("emulator", Optional.of(version), Optional.empty(),
                Optional.empty(), Optional.empty(), Rest.NONE);
        return new io.bedplate.libvirt.xml.Tpm(Optional.of(wished == Tpm.CRB_2_0 ? "tpm-crb" : "tpm-tis"),
                Optional.of(backend), Optional.empty(), Optional.empty(), Rest.NONE);
    }

    private static Vsock vsock(long address) {
        var cid = new Vsock.Cid(Optional.of(false), OptionalLong.of(address), Rest.NONE);
        return new Vsock(Optional.of("virtio"), Optional.of(cid), Optional.empty(), Optional.empty(), Optional.empty(),
                Rest.NONE);
    }

    /** Interrupt remapping is what a guest wants its own IOMMU for; the I/O APIC is QEMU's then. */
    private static Iommu iommu() {
        var driver = new Iommu.Driver(Optional.of(Switch.ON), Optional.of(Switch.ON), Optional.empty(),
                Optional.of(Switch.ON), OptionalInt.empty(), Rest.NONE);
        return new Iommu("intel", Optional.of(driver), Optional.empty(), Optional.empty(), Rest.NONE);
    }

    private static Rng rng(Entropy entropy) {
        var rng = Rng.random("/dev/urandom");
        return entropy.bytesPerPeriod() == 0
                ? rng
                : new Rng(rng.model(), rng.driver(),
                        Optional.of(new Rng.Rate(entropy.bytesPerPeriod(), OptionalInt.of(entropy.periodMillis()),
                                Rest.NONE)),
                        rng.backend(), rng.alias(), rng.address(), rng.rest());
    }
}
