package io.bedplate.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.bedplate.host.PciAddress;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Maps ports to libvirt's interfaces, and says which cannot be. Pure. */
public final class NicMapper {
    private NicMapper() {}

    /**
     * What a guest's ports must know of it.
     *
     * @param mostVcpus    vCPUs that can be there at most
     * @param sharesMemory another process can map its memory
     */
    public record Owner(UUID guest, int mostVcpus, boolean sharesMemory) {
        /** Memory is shared where one of the ports needs it. */
        static Owner of(InstanceSpec spec) {
            return new Owner(spec.id().uuid(), Math.max(spec.vcpus(), spec.hardware().headroom().maxVcpus()),
                    MemoryMapper.isShared(spec));
        }
    }

    /**
     * Every port, in the specification's order.
     *
     * @param placed all functions the guest holds; a port that is one of them takes its place in the guest
     */
    static List<Interface> map(InstanceSpec spec, List<HostDev> placed) {
        functionsOnce(spec.nics());
        var owner = Owner.of(spec);
        return spec.nics().stream().map(nic -> inPlace(nic, map(nic, owner), placed)).toList();
    }

    private static Interface inPlace(Nic nic, Interface port, List<HostDev> placed) {
        return nic.backend() instanceof NicBackend.VirtualFunction(var address)
                ? placed.stream().filter(device -> isOf(device, Set.of(address)))
                        .flatMap(device -> device.address().stream()).findFirst()
                        .map(place -> new InterfaceBuilder(port).address(place).build()).orElse(port)
                : port;
    }

    /** Those of the functions that no port takes, directly or behind a forwarder. */
    static List<HostDev> besidePorts(InstanceSpec spec, List<HostDev> placed) {
        var taken = spec.nics().stream().flatMap(nic -> nic.backend().takenFunction().stream())
                .collect(Collectors.toSet());
        return placed.stream().filter(device -> !isOf(device, taken)).toList();
    }

    private static boolean isOf(HostDev device, Set<PciAddress> functions) {
        return device.source().flatMap(HostDev.Source::address).flatMap(Address::pci).filter(functions::contains)
                .isPresent();
    }

    /**
     * One port, as part of a new guest or for one that runs.
     *
     * @throws VirtDriverException INVALID_SPEC for a port that contradicts itself or the guest
     */
    public static Interface map(Nic nic, Owner owner) {
        PortWish.refused(nic).or(() -> contradiction(nic, owner)).ifPresent(why -> {
            throw invalid(nic, why);
        });
        var builder = new InterfaceBuilder(type(nic.backend())).alias(new Alias("ua-" + nic.id()))
                .mac(new Interface.Mac(nic.mac().text(), Optional.empty(), Optional.empty(), Rest.NONE));
        plug(nic, owner, builder);
        if (!(nic.backend() instanceof NicBackend.VirtualFunction)) {
            builder.model(new Interface.Model(nic.model().name().toLowerCase(Locale.ROOT)));
            rings(nic.queues()).ifPresent(builder::driver);
        }
        if (!HostMtu.isOf(nic)) {
            nic.mtu().ifPresent(bytes -> builder.mtu(new Interface.Mtu(bytes)));
        }
        nic.vlan().ifPresent(tag -> builder.vlan(
                new Vlan(Optional.empty(), List.of(new Vlan.Tag(tag, Optional.empty(), Rest.NONE)), Rest.NONE)));
        bandwidth(nic).ifPresent(builder::bandwidth);
        AddressFilter.of(nic.spoofing()).ifPresent(builder::filter);
        return builder.build();
    }

    private static Optional<String> contradiction(Nic nic, Owner owner) {
        int pairs = nic.queues().pairs();
        if (nic.model() != Nic.Model.VIRTIO && !nic.queues().equals(Nic.Queues.DEFAULT)) {
            return Optional.of("queues and rings are those of a virtio card, and %s is none".formatted(nic.model()));
        }
        // Linux uses one pair for each vCPU at most; the others would hold memory and interrupts for nothing.
        if (pairs > owner.mostVcpus()) {
            return Optional.of("%d pairs of queues wanted for %d vCPUs; one for each is all a guest uses".formatted(
                    pairs, owner.mostVcpus()));
        }
        if (needsSharedMemory(nic) && !owner.sharesMemory()) {
            return Optional
                    .of("it needs the guest's memory shared with the switch, which this guest was started without");
        }
        return AddressFilter.wrongAddress(nic.spoofing());
    }

    /** Two ports on one function would both want it. */
    private static void functionsOnce(List<Nic> nics) {
        var seen = new HashSet<PciAddress>();
        for (var nic : nics) {
            nic.backend().takenFunction().filter(function -> !seen.add(function)).ifPresent(function -> {
                throw invalid(nic, "the virtual function %s is another port's already".formatted(function));
            });
        }
    }

    private static VirtDriverException invalid(Nic nic, String why) {
        return new VirtDriverException(Kind.INVALID_SPEC, "port %s: %s".formatted(nic.id(), why));
    }

    /** Whether a guest with this port must let others map its memory. */
    static boolean needsSharedMemory(Nic nic) {
        return switch (nic.backend()) {
            case NicBackend.VhostUser _,NicBackend.VirtioForwarder _ -> true;
            // The kernel's vhost maps the guest by itself.
            case NicBackend.Bridge _,NicBackend.OpenVswitch _,NicBackend.Macvtap _,NicBackend.Vdpa _,NicBackend.VirtualFunction _ ->
                false;
        };
    }

    private static String type(NicBackend backend) {
        return switch (backend) {
            case NicBackend.Bridge _,NicBackend.OpenVswitch _ -> "bridge";
            case NicBackend.Macvtap _ -> "direct";
            case NicBackend.VhostUser _,NicBackend.VirtioForwarder _ -> "vhostuser";
            case NicBackend.Vdpa _ -> "vdpa";
            case NicBackend.VirtualFunction _ -> "hostdev";
        };
    }

    private static void plug(Nic nic, Owner owner, InterfaceBuilder builder) {
        var source = new InterfaceSourceBuilder();
        switch (nic.backend()) {
            case NicBackend.Bridge(var bridge) -> named(nic, owner, builder).source(source.bridge(bridge).build());
            case NicBackend.OpenVswitch(var bridge, var interfaceId) -> named(nic, owner, builder)
                    .source(source.bridge(bridge).build()).virtualPort(openVswitch(interfaceId));
            case NicBackend.Macvtap(var device, var mode) -> named(nic, owner, builder)
                    .source(source.dev(device).mode(word(mode)).build());
            case NicBackend.VhostUser(var socket, boolean guestListens) -> builder.source(
                    source.type("unix").path(socket.toString()).mode(guestListens ? "server" : "client").build());
            case NicBackend.VirtioForwarder(var socket, _) -> builder
                    .source(source.type("unix").path(socket.toString()).mode("server").build());
            case NicBackend.Vdpa(var device) -> builder.source(source.dev(device.toString()).build());
            // The source of an interface, unlike that of a hostdev, says of what kind its address is.
            case NicBackend.VirtualFunction(var address) -> builder.managed(true)
                    .source(source.pci(Address.guest(address)).build())
                    .driver(new InterfaceDriverBuilder().name("vfio").build());
        }
    }

    private static InterfaceBuilder named(Nic nic, Owner owner, InterfaceBuilder builder) {
        return builder.target(new Interface.Target(PortName.of(owner.guest(), nic.id()).toString(), Optional.empty(),
                Rest.NONE));
    }

    private static VirtualPort openVswitch(UUID interfaceId) {
        var none = Optional.<String>empty();
        return new VirtualPort(Optional.of("openvswitch"), Optional.of(new VirtualPort.Parameters(none, none, none,
                none, Optional.of(interfaceId.toString()), none, Rest.NONE)), Rest.NONE);
    }

    /** The kernel's word. */
    static String word(NicBackend.Macvtap.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<InterfaceDriver> rings(Nic.Queues queues) {
        if (queues.equals(Nic.Queues.DEFAULT)) {
            return Optional.empty();
        }
        var driver = new InterfaceDriverBuilder();
        if (queues.pairs() > 1) {
            driver.queues(queues.pairs());
        }
        if (queues.rxSize() > 0) {
            driver.rxQueueSize(queues.rxSize());
        }
        if (queues.txSize() > 0) {
            driver.txQueueSize(queues.txSize());
        }
        return Optional.of((queues.packed() ? driver.packed(Switch.ON) : driver).build());
    }

    private static Optional<Bandwidth> bandwidth(Nic nic) {
        return nic.inbound().isEmpty() && nic.outbound().isEmpty()
                ? Optional.empty()
                : Optional.of(new Bandwidth(nic.inbound().map(NicMapper::limit), nic.outbound().map(NicMapper::limit),
                        Rest.NONE));
    }

    private static Bandwidth.Limit limit(Nic.Bandwidth limit) {
        return new Bandwidth.Limit(OptionalLong.of(limit.averageKilobytesPerSecond()),
                some(limit.peakKilobytesPerSecond()), OptionalLong.empty(), some(limit.burstKib()), Rest.NONE);
    }

    private static OptionalLong some(long number) {
        return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
