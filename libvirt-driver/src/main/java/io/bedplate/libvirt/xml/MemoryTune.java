package io.bedplate.libvirt.xml;

import java.util.List;

import io.bedplate.host.CpuSet;

/** A share of the host's memory bandwidth for some vCPUs (resctrl). */
public record MemoryTune(@Attribute CpuSet vcpus, @Element("node") List<Bandwidth> bandwidths,
        @Element("monitor") List<Monitor> monitors, Rest rest) {
    public MemoryTune {
        bandwidths = List.copyOf(bandwidths);
        monitors = List.copyOf(monitors);
    }

    public MemoryTune(CpuSet vcpus, List<Bandwidth> bandwidths, List<Monitor> monitors) {
        this(vcpus, bandwidths, monitors, Rest.NONE);
    }

    /** The share of one host cell, in percent. */
    public record Bandwidth(@Attribute int id, @Attribute int bandwidth, Rest rest) {
        public Bandwidth(int id, int bandwidth) {
            this(id, bandwidth, Rest.NONE);
        }
    }

    /** Whose use of the bandwidth is counted. */
    public record Monitor(@Attribute CpuSet vcpus, Rest rest) {
        public Monitor(CpuSet vcpus) {
            this(vcpus, Rest.NONE);
        }
    }
}
