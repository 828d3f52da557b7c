package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Puts {@link InterfaceSource} together, or changes parts of one. What is not set is not in the document. */
public final class InterfaceSourceBuilder {
    private Optional<String> bridge = Optional.empty();
    private Optional<String> network = Optional.empty();
    private Optional<String> portGroup = Optional.empty();
    private Optional<String> portId = Optional.empty();
    private Optional<String> dev = Optional.empty();
    private Optional<String> mode = Optional.empty();
    private Optional<String> type = Optional.empty();
    private Optional<String> path = Optional.empty();
    private Optional<String> address = Optional.empty();
    private Optional<String> port = Optional.empty();
    private Optional<Address> pci = Optional.empty();
    private Optional<Reconnect> reconnect = Optional.empty();
    private Rest rest = Rest.NONE;

    public InterfaceSourceBuilder() {}

    /** Begins with what is there. */
    public InterfaceSourceBuilder(InterfaceSource from) {
        bridge = from.bridge();
        network = from.network();
        portGroup = from.portGroup();
        portId = from.portId();
        dev = from.dev();
        mode = from.mode();
        type = from.type();
        path = from.path();
        address = from.address();
        port = from.port();
        pci = from.pci();
        reconnect = from.reconnect();
        rest = from.rest();
    }

    public InterfaceSourceBuilder bridge(String value) {
        bridge = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder network(String value) {
        network = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder portGroup(String value) {
        portGroup = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder portId(String value) {
        portId = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder dev(String value) {
        dev = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder mode(String value) {
        mode = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder type(String value) {
        type = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder path(String value) {
        path = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder address(String value) {
        address = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder port(String value) {
        port = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder pci(Address value) {
        pci = Optional.of(value);
        return this;
    }

    public InterfaceSourceBuilder reconnect(Reconnect value) {
        reconnect = Optional.of(value);
        return this;
    }

    public InterfaceSource build() {
        return new InterfaceSource(bridge, network, portGroup, portId, dev, mode, type, path, address, port, pci,
                reconnect, rest);
    }
}
