package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** Puts {@link InterfaceDriver} together, or changes parts of one. What is not set is not in the document. */
public final class InterfaceDriverBuilder {
    private Optional<String> name = Optional.empty();
    private Optional<String> txMode = Optional.empty();
    private Optional<Switch> ioEventFd = Optional.empty();
    private Optional<Switch> eventIdx = Optional.empty();
    private OptionalInt queues = OptionalInt.empty();
    private OptionalInt rxQueueSize = OptionalInt.empty();
    private OptionalInt txQueueSize = OptionalInt.empty();
    private Optional<Switch> rss = Optional.empty();
    private Optional<Switch> rssHashReport = Optional.empty();
    private Optional<Switch> iommu = Optional.empty();
    private Optional<Switch> ats = Optional.empty();
    private Optional<Switch> packed = Optional.empty();
    private Optional<InterfaceDriver.Offloads> host = Optional.empty();
    private Optional<InterfaceDriver.Offloads> guest = Optional.empty();
    private Rest rest = Rest.NONE;

    public InterfaceDriverBuilder() {}

    /** Begins with what is there. */
    public InterfaceDriverBuilder(InterfaceDriver from) {
        name = from.name();
        txMode = from.txMode();
        ioEventFd = from.ioEventFd();
        eventIdx = from.eventIdx();
        queues = from.queues();
        rxQueueSize = from.rxQueueSize();
        txQueueSize = from.txQueueSize();
        rss = from.rss();
        rssHashReport = from.rssHashReport();
        iommu = from.iommu();
        ats = from.ats();
        packed = from.packed();
        host = from.host();
        guest = from.guest();
        rest = from.rest();
    }

    public InterfaceDriverBuilder name(String value) {
        name = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder txMode(String value) {
        txMode = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder ioEventFd(Switch value) {
        ioEventFd = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder eventIdx(Switch value) {
        eventIdx = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder queues(int value) {
        queues = OptionalInt.of(value);
        return this;
    }

    public InterfaceDriverBuilder rxQueueSize(int value) {
        rxQueueSize = OptionalInt.of(value);
        return this;
    }

    public InterfaceDriverBuilder txQueueSize(int value) {
        txQueueSize = OptionalInt.of(value);
        return this;
    }

    public InterfaceDriverBuilder rss(Switch value) {
        rss = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder rssHashReport(Switch value) {
        rssHashReport = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder iommu(Switch value) {
        iommu = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder ats(Switch value) {
        ats = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder packed(Switch value) {
        packed = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder host(InterfaceDriver.Offloads value) {
        host = Optional.of(value);
        return this;
    }

    public InterfaceDriverBuilder guest(InterfaceDriver.Offloads value) {
        guest = Optional.of(value);
        return this;
    }

    public InterfaceDriver build() {
        return new InterfaceDriver(name, txMode, ioEventFd, eventIdx, queues, rxQueueSize, txQueueSize, rss,
                rssHashReport, iommu, ats, packed, host, guest, rest);
    }
}
