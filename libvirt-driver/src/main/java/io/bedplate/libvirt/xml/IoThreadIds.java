package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.OptionalInt;

/** The I/O threads by number. */
public record IoThreadIds(@Element("iothread") List<IoThread> threads, Rest rest) {
    public IoThreadIds {
        threads = List.copyOf(threads);
    }

    public IoThreadIds(List<IoThread> threads) {
        this(threads, Rest.NONE);
    }

    /** One I/O thread and the size of its pool. */
    public record IoThread(@Attribute int id, @Attribute("thread_pool_min") OptionalInt threadPoolMin,
            @Attribute("thread_pool_max") OptionalInt threadPoolMax, Rest rest) {}
}
