package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** Puts {@link DiskDriver} together, or changes parts of one. What is not set is not in the document. */
public final class DiskDriverBuilder {
    private Optional<String> name = Optional.empty();
    private Optional<String> type = Optional.empty();
    private Optional<String> cache = Optional.empty();
    private Optional<String> errorPolicy = Optional.empty();
    private Optional<String> readErrorPolicy = Optional.empty();
    private Optional<String> io = Optional.empty();
    private Optional<Switch> ioEventFd = Optional.empty();
    private Optional<Switch> eventIdx = Optional.empty();
    private Optional<Switch> copyOnRead = Optional.empty();
    private Optional<String> discard = Optional.empty();
    private OptionalInt ioThread = OptionalInt.empty();
    private Optional<String> detectZeroes = Optional.empty();
    private OptionalInt queues = OptionalInt.empty();
    private OptionalInt queueSize = OptionalInt.empty();
    private Optional<Switch> iommu = Optional.empty();
    private Optional<Switch> ats = Optional.empty();
    private Optional<Switch> packed = Optional.empty();
    private Rest rest = Rest.NONE;

    public DiskDriverBuilder() {}

    /** Begins with what is there. */
    public DiskDriverBuilder(DiskDriver from) {
        name = from.name();
        type = from.type();
        cache = from.cache();
        errorPolicy = from.errorPolicy();
        readErrorPolicy = from.readErrorPolicy();
        io = from.io();
        ioEventFd = from.ioEventFd();
        eventIdx = from.eventIdx();
        copyOnRead = from.copyOnRead();
        discard = from.discard();
        ioThread = from.ioThread();
        detectZeroes = from.detectZeroes();
        queues = from.queues();
        queueSize = from.queueSize();
        iommu = from.iommu();
        ats = from.ats();
        packed = from.packed();
        rest = from.rest();
    }

    public DiskDriverBuilder name(String value) {
        name = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder type(String value) {
        type = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder cache(String value) {
        cache = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder errorPolicy(String value) {
        errorPolicy = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder readErrorPolicy(String value) {
        readErrorPolicy = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder io(String value) {
        io = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder ioEventFd(Switch value) {
        ioEventFd = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder eventIdx(Switch value) {
        eventIdx = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder copyOnRead(Switch value) {
        copyOnRead = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder discard(String value) {
        discard = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder ioThread(int value) {
        ioThread = OptionalInt.of(value);
        return this;
    }

    public DiskDriverBuilder detectZeroes(String value) {
        detectZeroes = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder queues(int value) {
        queues = OptionalInt.of(value);
        return this;
    }

    public DiskDriverBuilder queueSize(int value) {
        queueSize = OptionalInt.of(value);
        return this;
    }

    public DiskDriverBuilder iommu(Switch value) {
        iommu = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder ats(Switch value) {
        ats = Optional.of(value);
        return this;
    }

    public DiskDriverBuilder packed(Switch value) {
        packed = Optional.of(value);
        return this;
    }

    public DiskDriver build() {
        return new DiskDriver(name, type, cache, errorPolicy, readErrorPolicy, io, ioEventFd, eventIdx, copyOnRead,
                discard, ioThread, detectZeroes, queues, queueSize, iommu, ats, packed, rest);
    }
}
