package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.bedplate.virt.ConsoleEndpoint;
import io.bedplate.virt.ConsoleEndpoint.Kind;

/** Where the consoles of a running domain are. Pure. */
public final class ConsolesXml {
    private static final String ANYWHERE = "0.0.0.0";

    private ConsolesXml() {}

    /**
     * The endpoints that the document names; what has no port yet, or is no TCP port, is left out.
     *
     * @throws XmlException if it is no domain
     */
    public static List<ConsoleEndpoint> read(String xml) {
        return DomainXml.read(xml).devices().stream().flatMap(device -> endpoint(device).stream()).toList();
    }

    private static Optional<ConsoleEndpoint> endpoint(Device device) {
        if (device instanceof Graphics graphics) {
            return graphics(graphics);
        }
        return device instanceof Serial serial ? serial(serial) : Optional.empty();
    }

    private static Optional<ConsoleEndpoint> graphics(Graphics graphics) {
        var kind = Stream.of(Kind.VNC, Kind.SPICE).filter(one -> one.name().equalsIgnoreCase(graphics.type()))
                .findFirst();
        var address = graphics.listens().stream().flatMap(listen -> listen.address().stream()).findFirst()
                .or(graphics::listen).orElse(ANYWHERE);
        return kind.filter(_ -> graphics.port().orElse(-1) > 0)
                .map(known -> new ConsoleEndpoint(known, address, graphics.port().getAsInt()));
    }

    private static Optional<ConsoleEndpoint> serial(Serial serial) {
        return serial.sources().stream().filter(source -> serial.type().equals("tcp"))
                .filter(source -> source.mode().equals(Optional.of("bind")) && source.service().isPresent())
                .map(source -> new ConsoleEndpoint(Kind.SERIAL, source.host().orElse(ANYWHERE),
                        Integer.parseInt(source.service().get())))
                .findFirst();
    }
}
