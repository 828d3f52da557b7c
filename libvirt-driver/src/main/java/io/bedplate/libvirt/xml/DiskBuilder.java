package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Puts {@link Disk} together, or changes parts of one. What is not set is not in the document. */
public final class DiskBuilder {
    private Optional<String> type = Optional.empty();
    private Optional<String> device = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> snapshot = Optional.empty();
    private Optional<Boolean> rawIo = Optional.empty();
    private Optional<String> sgIo = Optional.empty();
    private Optional<DiskDriver> driver = Optional.empty();
    private Optional<DiskAuth> auth = Optional.empty();
    private Optional<DiskSource> source = Optional.empty();
    private Optional<BackingStore> backingStore = Optional.empty();
    private Optional<Disk.Target> target = Optional.empty();
    private Optional<DiskIoTune> ioTune = Optional.empty();
    private boolean readonly = false;
    private boolean shareable = false;
    private Optional<String> serial = Optional.empty();
    private Optional<String> wwn = Optional.empty();
    private Optional<String> vendor = Optional.empty();
    private Optional<String> product = Optional.empty();
    private Optional<DiskEncryption> encryption = Optional.empty();
    private Optional<Disk.BlockIo> blockIo = Optional.empty();
    private Optional<BootOrder> boot = Optional.empty();
    private Optional<Alias> alias = Optional.empty();
    private Optional<Address> address = Optional.empty();
    private Rest rest = Rest.NONE;

    public DiskBuilder() {}

    /** Begins with what is there. */
    public DiskBuilder(Disk from) {
        type = from.type();
        device = from.device();
        model = from.model();
        snapshot = from.snapshot();
        rawIo = from.rawIo();
        sgIo = from.sgIo();
        driver = from.driver();
        auth = from.auth();
        source = from.source();
        backingStore = from.backingStore();
        target = from.target();
        ioTune = from.ioTune();
        readonly = from.readonly();
        shareable = from.shareable();
        serial = from.serial();
        wwn = from.wwn();
        vendor = from.vendor();
        product = from.product();
        encryption = from.encryption();
        blockIo = from.blockIo();
        boot = from.boot();
        alias = from.alias();
        address = from.address();
        rest = from.rest();
    }

    public DiskBuilder type(String value) {
        type = Optional.of(value);
        return this;
    }

    public DiskBuilder device(String value) {
        device = Optional.of(value);
        return this;
    }

    public DiskBuilder model(String value) {
        model = Optional.of(value);
        return this;
    }

    public DiskBuilder snapshot(String value) {
        snapshot = Optional.of(value);
        return this;
    }

    public DiskBuilder rawIo(boolean value) {
        rawIo = Optional.of(value);
        return this;
    }

    public DiskBuilder sgIo(String value) {
        sgIo = Optional.of(value);
        return this;
    }

    public DiskBuilder driver(DiskDriver value) {
        driver = Optional.of(value);
        return this;
    }

    public DiskBuilder auth(DiskAuth value) {
        auth = Optional.of(value);
        return this;
    }

    public DiskBuilder source(DiskSource value) {
        source = Optional.of(value);
        return this;
    }

    public DiskBuilder backingStore(BackingStore value) {
        backingStore = Optional.of(value);
        return this;
    }

    public DiskBuilder target(Disk.Target value) {
        target = Optional.of(value);
        return this;
    }

    public DiskBuilder ioTune(DiskIoTune value) {
        ioTune = Optional.of(value);
        return this;
    }

    public DiskBuilder readonly(boolean value) {
        readonly = value;
        return this;
    }

    public DiskBuilder shareable(boolean value) {
        shareable = value;
        return this;
    }

    public DiskBuilder serial(String value) {
        serial = Optional.of(value);
        return this;
    }

    public DiskBuilder wwn(String value) {
        wwn = Optional.of(value);
        return this;
    }

    public DiskBuilder vendor(String value) {
        vendor = Optional.of(value);
        return this;
    }

    public DiskBuilder product(String value) {
        product = Optional.of(value);
        return this;
    }

    public DiskBuilder encryption(DiskEncryption value) {
        encryption = Optional.of(value);
        return this;
    }

    public DiskBuilder blockIo(Disk.BlockIo value) {
        blockIo = Optional.of(value);
        return this;
    }

    public DiskBuilder boot(BootOrder value) {
        boot = Optional.of(value);
        return this;
    }

    public DiskBuilder alias(Alias value) {
        alias = Optional.of(value);
        return this;
    }

    public DiskBuilder address(Address value) {
        address = Optional.of(value);
        return this;
    }

    public Disk build() {
        return new Disk(type, device, model, snapshot, rawIo, sgIo, driver, auth, source, backingStore, target, ioTune,
                readonly, shareable, serial, wwn, vendor, product, encryption, blockIo, boot, alias, address, rest);
    }
}
