package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** Who moves the packets, and through which queues. */
public record InterfaceDriver(@Attribute Optional<String> name, @Attribute("txmode") Optional<String> txMode,
        @Attribute("ioeventfd") Optional<Switch> ioEventFd, @Attribute("event_idx") Optional<Switch> eventIdx,
        @Attribute OptionalInt queues, @Attribute("rx_queue_size") OptionalInt rxQueueSize,
        @Attribute("tx_queue_size") OptionalInt txQueueSize, @Attribute Optional<Switch> rss,
        @Attribute("rss_hash_report") Optional<Switch> rssHashReport, @Attribute Optional<Switch> iommu,
        @Attribute Optional<Switch> ats, @Attribute Optional<Switch> packed, Optional<Offloads> host,
        Optional<Offloads> guest, Rest rest) {
    /** What is left to the other side. */
    public record Offloads(@Attribute Optional<Switch> csum, @Attribute Optional<Switch> gso,
            @Attribute Optional<Switch> tso4, @Attribute Optional<Switch> tso6, @Attribute Optional<Switch> ecn,
            @Attribute Optional<Switch> ufo, @Attribute("mrg_rxbuf") Optional<Switch> mergeRxBuffers, Rest rest) {}
}
