package io.bedplate.libvirt.xml;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.libvirt.xml.CpuTune.EmulatorPin;

/**
 * Where every thread of a running domain may run.
 *
 * @param vcpus     by vCPU, from 0
 * @param emulator  all threads that are neither vCPU nor I/O thread
 * @param ioThreads by number, from 1
 */
public record ThreadPins(SortedMap<Integer, CpuSet> vcpus, CpuSet emulator, SortedMap<Integer, CpuSet> ioThreads) {
    public ThreadPins {
        vcpus = Collections.unmodifiableSortedMap(new TreeMap<>(vcpus));
        ioThreads = Collections.unmodifiableSortedMap(new TreeMap<>(ioThreads));
    }

    /**
     * As the document says.
     *
     * @param everywhere where threads run that nothing is said about
     */
    static ThreadPins of(Domain domain, CpuSet everywhere) {
        var unpinned = domain.vcpu().flatMap(Vcpu::cpuset).orElse(everywhere);
        var tune = domain.cpuTune().orElse(new CpuTuneBuilder().build());
        var vcpus = unpinned(0, PlacedDomain.vcpus(domain), unpinned);
        tune.vcpuPins().forEach(pin -> vcpus.replace(pin.vcpu(), pin.cpuset()));
        var ioThreads = unpinned(1, domain.ioThreads().orElse(0), unpinned);
        tune.ioThreadPins().forEach(pin -> ioThreads.replace(pin.ioThread(), pin.cpuset()));
        return new ThreadPins(vcpus, tune.emulatorPin().map(EmulatorPin::cpuset).orElse(unpinned), ioThreads);
    }

    private static SortedMap<Integer, CpuSet> unpinned(int first, int count, CpuSet cpus) {
        var all = new TreeMap<Integer, CpuSet>();
        for (int thread = first; thread < first + count; thread++) {
            all.put(thread, cpus);
        }
        return all;
    }

    /** As the driver leaves a domain with that mark once its memory is in place. */
    public ThreadPins settled(Optional<GuestMark> mark) {
        return mark.map(GuestMark::emulatorCpus).filter(cpus -> !cpus.isEmpty())
                .map(cpus -> new ThreadPins(vcpus, cpus, ioThreads)).orElse(this);
    }
}
