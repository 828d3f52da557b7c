package io.bedplate.libvirt.xml;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.xml.MigrationPlan.Port;

/** Moves what devices use of the host. A rule for {@link Rewriter}, inner records first. */
final class DeviceMove {
    private final MigrationPlan plan;
    private final Mover.Notes notes;
    private final Set<Object> used = new HashSet<>();

    DeviceMove(MigrationPlan plan, Mover.Notes notes) {
        this.plan = plan;
        this.notes = notes;
    }

    Record moved(Record record) {
        return switch (record) {
            case HostDev.Source source -> new HostDev.Source(source.startupPolicy(), source.writeFiltering(),
                    source.address().map(this::pci), source.vendor(), source.product(), source.rest());
            case DiskSource source -> disk(source);
            case Os.Nvram nvram -> new Os.Nvram(nvram.template(), nvram.type(), nvram.path().map(this::path),
                    nvram.source(), nvram.rest());
            case Interface port -> port(port);
            case MemoryDevice module -> module(module);
            case Graphics graphics -> plan.listen().map(address -> listening(graphics, address)).orElse(graphics);
            case Serial serial -> new Serial(serial.type(), serial.tty(),
                    serial.sources().stream().map(source -> listening(serial.type(), source)).toList(),
                    serial.protocol(), serial.log(), serial.target(), serial.alias(), serial.address(), serial.rest());
            case Console console -> new Console(console.type(), console.tty(),
                    console.sources().stream().map(source -> listening(console.type(), source)).toList(),
                    console.protocol(), console.log(), console.target(), console.alias(), console.address(),
                    console.rest());
            default -> record;
        };
    }

    /** Complains of what the plan names and no device has. */
    void finish() {
        plan.pci().keySet().stream().filter(address -> !used.contains(address)).sorted()
                .forEach(address -> notes.refuse("pci: the guest has no device %s".formatted(address)));
        plan.disks().keySet().stream().filter(path -> !used.contains(path)).sorted()
                .forEach(path -> notes.refuse("disks: the guest has no image %s".formatted(path)));
        plan.interfaces().stream().filter(port -> !used.contains(port))
                .forEach(port -> notes.refuse("interfaces: the guest has no interface %s".formatted(port.mac())));
    }

    private Address pci(Address address) {
        var old = address.pci();
        if (old.isEmpty()) {
            address.uuid().ifPresent(uuid -> notes.leave("mediated device %s is the source host's".formatted(uuid)));
            return address;
        }
        var target = plan.pci().get(old.get());
        if (target == null) {
            notes.leave("PCI device %s is the source host's, and the plan does not say which one takes its place"
                    .formatted(old.get()));
            return address;
        }
        used.add(old.get());
        return address.at(target);
    }

    private DiskSource disk(DiskSource source) {
        var moved = new DiskSourceBuilder(source);
        source.file().map(this::path).ifPresent(moved::file);
        source.dev().map(this::path).ifPresent(moved::dev);
        source.dir().map(this::path).ifPresent(moved::dir);
        source.name().map(this::path).ifPresent(moved::name);
        source.address().map(this::pci).ifPresent(moved::address);
        return moved.build();
    }

    private String path(String old) {
        var target = plan.disks().get(old);
        if (target != null) {
            used.add(old);
        }
        return target == null ? old : target;
    }

    private Interface port(Interface old) {
        var mac = old.mac().map(Interface.Mac::address).orElse("").toLowerCase(Locale.ROOT);
        var wanted = plan.interfaces().stream().filter(port -> port.mac().toLowerCase(Locale.ROOT).equals(mac))
                .findFirst();
        wanted.ifPresent(used::add);
        var moved = new InterfaceBuilder(old);
        switch (old.type()) {
            case "direct", "vdpa" -> old.source().map(source -> new InterfaceSourceBuilder(source))
                    .ifPresent(source -> moved.source(named(old, wanted, source)));
            case "hostdev" -> old.source().ifPresent(source -> moved.source(function(source, wanted)));
            case "vhostuser" -> wanted.ifPresent(port -> moved.source(new InterfaceSourceBuilder(
                    old.source().orElseGet(() -> new InterfaceSourceBuilder().build())).path(port.hostDevice())
                    .build()));
            default -> wanted.ifPresent(port -> moved.target(target(old, port)));
        }
        return moved.build();
    }

    private InterfaceSource named(Interface old, Optional<Port> wanted, InterfaceSourceBuilder source) {
        if (wanted.isEmpty()) {
            notes.leave(
                    "interface %s is on %s of the source host, and the plan does not say which device takes its place"
                            .formatted(old.mac().map(Interface.Mac::address).orElse("without an address"),
                                    old.source().flatMap(InterfaceSource::dev).orElse("a device")));
        }
        return wanted.map(port -> source.dev(port.hostDevice())).orElse(source).build();
    }

    private static Interface.Target target(Interface old, Port port) {
        return new Interface.Target(port.hostDevice(), old.target().flatMap(Interface.Target::managed),
                old.target().map(Interface.Target::rest).orElse(Rest.NONE));
    }

    private InterfaceSource function(InterfaceSource source, Optional<Port> wanted) {
        if (source.pci().isEmpty()) {
            return source;
        }
        var address = source.pci().get();
        if (wanted.isEmpty()) {
            return new InterfaceSourceBuilder(source).pci(pci(address)).build();
        }
        address.pci().filter(plan.pci()::containsKey).ifPresent(used::add);
        try {
            return new InterfaceSourceBuilder(source).pci(address.at(PciAddress.parse(wanted.get().hostDevice())))
                    .build();
        } catch (IllegalArgumentException e) {
            notes.refuse(
                    "interfaces: %s is a VF, and %s".formatted(wanted.get().mac(), String.valueOf(e.getMessage())));
            return source;
        }
    }

    private MemoryDevice module(MemoryDevice module) {
        var host = module.target().map(MemoryDevice.Target::node).filter(node -> node.isPresent())
                .map(node -> plan.cells().get(node.getAsInt()));
        return host.map(cell -> new MemoryDevice(module.model(), module.access(), module.discard(), module.uuid(),
                module.source().map(source -> new MemoryDevice.Source(source.pageSize(),
                        source.nodeMask().map(_ -> CpuSet.of(cell)), source.path(), source.alignSize(), source.pmem(),
                        source.rest())),
                module.target(), module.alias(), module.address(), module.rest())).orElse(module);
    }

    private static Graphics listening(Graphics graphics, String address) {
        var moved = new GraphicsBuilder(graphics).listens(graphics.listens().stream()
                .map(listen -> listen.type().equals(Optional.of("address")) ? listen.at(address) : listen).toList());
        boolean alone = graphics.listens().isEmpty() && graphics.socket().isEmpty();
        return (alone || graphics.listen().isPresent() ? moved.listen(address) : moved).build();
    }

    // A client's peer is no address of ours.
    private CharSource listening(String type, CharSource source) {
        boolean served = type.equals("tcp") && source.host().isPresent()
                && !source.mode().equals(Optional.of("connect"));
        return served && plan.listen().isPresent() ? source.at(plan.listen().get()) : source;
    }
}
