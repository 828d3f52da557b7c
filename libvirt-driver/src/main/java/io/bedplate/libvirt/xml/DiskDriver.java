package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** How QEMU reads and writes a disk. */
public record DiskDriver(@Attribute Optional<String> name, @Attribute Optional<String> type,
        @Attribute Optional<String> cache, @Attribute("error_policy") Optional<String> errorPolicy,
        @Attribute("rerror_policy") Optional<String> readErrorPolicy, @Attribute Optional<String> io,
        @Attribute("ioeventfd") Optional<Switch> ioEventFd, @Attribute("event_idx") Optional<Switch> eventIdx,
        @Attribute("copy_on_read") Optional<Switch> copyOnRead, @Attribute Optional<String> discard,
        @Attribute("iothread") OptionalInt ioThread, @Attribute("detect_zeroes") Optional<String> detectZeroes,
        @Attribute OptionalInt queues, @Attribute("queue_size") OptionalInt queueSize,
        @Attribute Optional<Switch> iommu, @Attribute Optional<Switch> ats, @Attribute Optional<Switch> packed,
        Rest rest) {}
