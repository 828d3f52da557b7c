package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Puts {@link Interface} together, or changes parts of one. What is not set is not in the document. */
public final class InterfaceBuilder {
    private final String type;
    private Optional<Boolean> managed = Optional.empty();
    private Optional<Boolean> trustGuestRxFilters = Optional.empty();
    private Optional<Interface.Mac> mac = Optional.empty();
    private Optional<InterfaceSource> source = Optional.empty();
    private Optional<VirtualPort> virtualPort = Optional.empty();
    private Optional<Interface.Script> script = Optional.empty();
    private Optional<Interface.Target> target = Optional.empty();
    private Optional<Interface.Model> model = Optional.empty();
    private Optional<InterfaceDriver> driver = Optional.empty();
    private Optional<Interface.Backend> backend = Optional.empty();
    private Optional<FilterRef> filter = Optional.empty();
    private Optional<Interface.Tune> tune = Optional.empty();
    private Optional<Bandwidth> bandwidth = Optional.empty();
    private Optional<Vlan> vlan = Optional.empty();
    private Optional<Interface.Link> link = Optional.empty();
    private Optional<Interface.Mtu> mtu = Optional.empty();
    private Optional<Interface.Port> port = Optional.empty();
    private Optional<Interface.Teaming> teaming = Optional.empty();
    private Optional<BootOrder> boot = Optional.empty();
    private Optional<Rom> rom = Optional.empty();
    private Optional<Alias> alias = Optional.empty();
    private Optional<Address> address = Optional.empty();
    private Rest rest = Rest.NONE;

    public InterfaceBuilder(String type) {
        this.type = type;
    }

    /** Begins with what is there. */
    public InterfaceBuilder(Interface from) {
        type = from.type();
        managed = from.managed();
        trustGuestRxFilters = from.trustGuestRxFilters();
        mac = from.mac();
        source = from.source();
        virtualPort = from.virtualPort();
        script = from.script();
        target = from.target();
        model = from.model();
        driver = from.driver();
        backend = from.backend();
        filter = from.filter();
        tune = from.tune();
        bandwidth = from.bandwidth();
        vlan = from.vlan();
        link = from.link();
        mtu = from.mtu();
        port = from.port();
        teaming = from.teaming();
        boot = from.boot();
        rom = from.rom();
        alias = from.alias();
        address = from.address();
        rest = from.rest();
    }

    public InterfaceBuilder managed(boolean value) {
        managed = Optional.of(value);
        return this;
    }

    public InterfaceBuilder trustGuestRxFilters(boolean value) {
        trustGuestRxFilters = Optional.of(value);
        return this;
    }

    public InterfaceBuilder mac(Interface.Mac value) {
        mac = Optional.of(value);
        return this;
    }

    public InterfaceBuilder source(InterfaceSource value) {
        source = Optional.of(value);
        return this;
    }

    public InterfaceBuilder virtualPort(VirtualPort value) {
        virtualPort = Optional.of(value);
        return this;
    }

    public InterfaceBuilder script(Interface.Script value) {
        script = Optional.of(value);
        return this;
    }

    public InterfaceBuilder target(Interface.Target value) {
        target = Optional.of(value);
        return this;
    }

    public InterfaceBuilder model(Interface.Model value) {
        model = Optional.of(value);
        return this;
    }

    public InterfaceBuilder driver(InterfaceDriver value) {
        driver = Optional.of(value);
        return this;
    }

    public InterfaceBuilder backend(Interface.Backend value) {
        backend = Optional.of(value);
        return this;
    }

    public InterfaceBuilder filter(FilterRef value) {
        filter = Optional.of(value);
        return this;
    }

    public InterfaceBuilder tune(Interface.Tune value) {
        tune = Optional.of(value);
        return this;
    }

    public InterfaceBuilder bandwidth(Bandwidth value) {
        bandwidth = Optional.of(value);
        return this;
    }

    public InterfaceBuilder vlan(Vlan value) {
        vlan = Optional.of(value);
        return this;
    }

    public InterfaceBuilder link(Interface.Link value) {
        link = Optional.of(value);
        return this;
    }

    public InterfaceBuilder mtu(Interface.Mtu value) {
        mtu = Optional.of(value);
        return this;
    }

    public InterfaceBuilder port(Interface.Port value) {
        port = Optional.of(value);
        return this;
    }

    public InterfaceBuilder teaming(Interface.Teaming value) {
        teaming = Optional.of(value);
        return this;
    }

    public InterfaceBuilder boot(BootOrder value) {
        boot = Optional.of(value);
        return this;
    }

    public InterfaceBuilder rom(Rom value) {
        rom = Optional.of(value);
        return this;
    }

    public InterfaceBuilder alias(Alias value) {
        alias = Optional.of(value);
        return this;
    }

    public InterfaceBuilder address(Address value) {
        address = Optional.of(value);
        return this;
    }

    public Interface build() {
        return new Interface(type, managed, trustGuestRxFilters, mac, source, virtualPort, script, target, model,
                driver, backend, filter, tune, bandwidth, vlan, link, mtu, port, teaming, boot, rom, alias, address,
                rest);
    }
}
