package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** Puts {@link Controller} together, or changes parts of one. What is not set is not in the document. */
public final class ControllerBuilder {
    private final String type;
    private OptionalInt index = OptionalInt.empty();
    private Optional<String> model = Optional.empty();
    private OptionalInt ports = OptionalInt.empty();
    private OptionalInt vectors = OptionalInt.empty();
    private Optional<Controller.Driver> driver = Optional.empty();
    private Optional<Controller.ModelName> modelName = Optional.empty();
    private Optional<Controller.Target> target = Optional.empty();
    private Optional<Alias> alias = Optional.empty();
    private Optional<Address> address = Optional.empty();
    private Optional<Quantity> pciHole64 = Optional.empty();
    private Optional<Controller.Master> master = Optional.empty();
    private Rest rest = Rest.NONE;

    public ControllerBuilder(String type) {
        this.type = type;
    }

    /** Begins with what is there. */
    public ControllerBuilder(Controller from) {
        type = from.type();
        index = from.index();
        model = from.model();
        ports = from.ports();
        vectors = from.vectors();
        driver = from.driver();
        modelName = from.modelName();
        target = from.target();
        alias = from.alias();
        address = from.address();
        pciHole64 = from.pciHole64();
        master = from.master();
        rest = from.rest();
    }

    public ControllerBuilder index(int value) {
        index = OptionalInt.of(value);
        return this;
    }

    public ControllerBuilder model(String value) {
        model = Optional.of(value);
        return this;
    }

    public ControllerBuilder ports(int value) {
        ports = OptionalInt.of(value);
        return this;
    }

    public ControllerBuilder vectors(int value) {
        vectors = OptionalInt.of(value);
        return this;
    }

    public ControllerBuilder driver(Controller.Driver value) {
        driver = Optional.of(value);
        return this;
    }

    public ControllerBuilder modelName(Controller.ModelName value) {
        modelName = Optional.of(value);
        return this;
    }

    public ControllerBuilder target(Controller.Target value) {
        target = Optional.of(value);
        return this;
    }

    public ControllerBuilder alias(Alias value) {
        alias = Optional.of(value);
        return this;
    }

    public ControllerBuilder address(Address value) {
        address = Optional.of(value);
        return this;
    }

    public ControllerBuilder pciHole64(Quantity value) {
        pciHole64 = Optional.of(value);
        return this;
    }

    public ControllerBuilder master(Controller.Master value) {
        master = Optional.of(value);
        return this;
    }

    public Controller build() {
        return new Controller(type, index, model, ports, vectors, driver, modelName, target, alias, address, pciHole64,
                master, rest);
    }
}
