package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.CpuSet;

/** A share of the host's cache for some vCPUs (resctrl). */
public record CacheTune(@Attribute CpuSet vcpus, @Element("cache") List<Cache> caches,
        @Element("monitor") List<Monitor> monitors, Rest rest) {
    public CacheTune {
        caches = List.copyOf(caches);
        monitors = List.copyOf(monitors);
    }

    public CacheTune(CpuSet vcpus, List<Cache> caches, List<Monitor> monitors) {
        this(vcpus, caches, monitors, Rest.NONE);
    }

    /** Cache of one level and host cache id; {@code type} is {@code both}, {@code code} or {@code data}. */
    public record Cache(@Attribute int id, @Attribute int level, @Attribute String type, @Attribute long size,
            @Attribute Optional<String> unit, Rest rest) {}

    /** Whose use of the cache is counted. */
    public record Monitor(@Attribute int level, @Attribute CpuSet vcpus, Rest rest) {
        public Monitor(int level, CpuSet vcpus) {
            this(level, vcpus, Rest.NONE);
        }
    }
}
