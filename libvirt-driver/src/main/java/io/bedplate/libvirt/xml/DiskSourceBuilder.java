package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts {@link DiskSource} together, or changes parts of one. What is not set is not in the document. */
public final class DiskSourceBuilder {
    private Optional<String> file = Optional.empty();
    private Optional<String> dev = Optional.empty();
    private Optional<String> dir = Optional.empty();
    private Optional<String> protocol = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> pool = Optional.empty();
    private Optional<String> volume = Optional.empty();
    private Optional<String> mode = Optional.empty();
    private Optional<String> type = Optional.empty();
    private Optional<String> namespace = Optional.empty();
    private Optional<Boolean> managed = Optional.empty();
    private Optional<String> query = Optional.empty();
    private Optional<Boolean> tls = Optional.empty();
    private Optional<String> startupPolicy = Optional.empty();
    private OptionalInt index = OptionalInt.empty();
    private List<DiskSource.Host> hosts = List.of();
    private Optional<DiskSource.Snapshot> snapshot = Optional.empty();
    private Optional<DiskSource.Config> config = Optional.empty();
    private Optional<DiskAuth> auth = Optional.empty();
    private Optional<DiskEncryption> encryption = Optional.empty();
    private Optional<DiskSource.Initiator> initiator = Optional.empty();
    private Optional<Address> address = Optional.empty();
    private List<SecLabel> secLabels = List.of();
    private Rest rest = Rest.NONE;

    public DiskSourceBuilder() {}

    /** Begins with what is there. */
    public DiskSourceBuilder(DiskSource from) {
        file = from.file();
        dev = from.dev();
        dir = from.dir();
        protocol = from.protocol();
        name = from.name();
        pool = from.pool();
        volume = from.volume();
        mode = from.mode();
        type = from.type();
        namespace = from.namespace();
        managed = from.managed();
        query = from.query();
        tls = from.tls();
        startupPolicy = from.startupPolicy();
        index = from.index();
        hosts = from.hosts();
        snapshot = from.snapshot();
        config = from.config();
        auth = from.auth();
        encryption = from.encryption();
        initiator = from.initiator();
        address = from.address();
        secLabels = from.secLabels();
        rest = from.rest();
    }

    public DiskSourceBuilder file(String value) {
        file = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder dev(String value) {
        dev = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder dir(String value) {
        dir = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder protocol(String value) {
        protocol = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder name(String value) {
        name = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder pool(String value) {
        pool = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder volume(String value) {
        volume = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder mode(String value) {
        mode = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder type(String value) {
        type = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder namespace(String value) {
        namespace = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder managed(boolean value) {
        managed = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder query(String value) {
        query = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder tls(boolean value) {
        tls = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder startupPolicy(String value) {
        startupPolicy = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder index(int value) {
        index = OptionalInt.of(value);
        return this;
    }

    public DiskSourceBuilder hosts(List<DiskSource.Host> value) {
        hosts = value;
        return this;
    }

    public DiskSourceBuilder snapshot(DiskSource.Snapshot value) {
        snapshot = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder config(DiskSource.Config value) {
        config = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder auth(DiskAuth value) {
        auth = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder encryption(DiskEncryption value) {
        encryption = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder initiator(DiskSource.Initiator value) {
        initiator = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder address(Address value) {
        address = Optional.of(value);
        return this;
    }

    public DiskSourceBuilder secLabels(List<SecLabel> value) {
        secLabels = value;
        return this;
    }

    public DiskSource build() {
        return new DiskSource(file, dev, dir, protocol, name, pool, volume, mode, type, namespace, managed, query, tls,
                startupPolicy, index, hosts, snapshot, config, auth, encryption, initiator, address, secLabels, rest);
    }
}
