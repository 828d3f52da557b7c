package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts {@link CpuTune} together, or changes parts of one. What is not set is not in the document. */
public final class CpuTuneBuilder {
    private OptionalLong shares = OptionalLong.empty();
    private OptionalLong period = OptionalLong.empty();
    private OptionalLong quota = OptionalLong.empty();
    private OptionalLong globalPeriod = OptionalLong.empty();
    private OptionalLong globalQuota = OptionalLong.empty();
    private OptionalLong emulatorPeriod = OptionalLong.empty();
    private OptionalLong emulatorQuota = OptionalLong.empty();
    private OptionalLong ioThreadPeriod = OptionalLong.empty();
    private OptionalLong ioThreadQuota = OptionalLong.empty();
    private List<CpuTune.VcpuPin> vcpuPins = List.of();
    private Optional<CpuTune.EmulatorPin> emulatorPin = Optional.empty();
    private List<CpuTune.IoThreadPin> ioThreadPins = List.of();
    private List<Scheduler> schedulers = List.of();
    private List<CacheTune> cacheTunes = List.of();
    private List<MemoryTune> memoryTunes = List.of();
    private Rest rest = Rest.NONE;

    public CpuTuneBuilder() {}

    /** Begins with what is there. */
    public CpuTuneBuilder(CpuTune from) {
        shares = from.shares();
        period = from.period();
        quota = from.quota();
        globalPeriod = from.globalPeriod();
        globalQuota = from.globalQuota();
        emulatorPeriod = from.emulatorPeriod();
        emulatorQuota = from.emulatorQuota();
        ioThreadPeriod = from.ioThreadPeriod();
        ioThreadQuota = from.ioThreadQuota();
        vcpuPins = from.vcpuPins();
        emulatorPin = from.emulatorPin();
        ioThreadPins = from.ioThreadPins();
        schedulers = from.schedulers();
        cacheTunes = from.cacheTunes();
        memoryTunes = from.memoryTunes();
        rest = from.rest();
    }

    public CpuTuneBuilder shares(long value) {
        shares = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder period(long value) {
        period = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder quota(long value) {
        quota = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder globalPeriod(long value) {
        globalPeriod = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder globalQuota(long value) {
        globalQuota = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder emulatorPeriod(long value) {
        emulatorPeriod = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder emulatorQuota(long value) {
        emulatorQuota = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder ioThreadPeriod(long value) {
        ioThreadPeriod = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder ioThreadQuota(long value) {
        ioThreadQuota = OptionalLong.of(value);
        return this;
    }

    public CpuTuneBuilder vcpuPins(List<CpuTune.VcpuPin> value) {
        vcpuPins = value;
        return this;
    }

    public CpuTuneBuilder emulatorPin(CpuTune.EmulatorPin value) {
        emulatorPin = Optional.of(value);
        return this;
    }

    public CpuTuneBuilder ioThreadPins(List<CpuTune.IoThreadPin> value) {
        ioThreadPins = value;
        return this;
    }

    public CpuTuneBuilder schedulers(List<Scheduler> value) {
        schedulers = value;
        return this;
    }

    public CpuTuneBuilder cacheTunes(List<CacheTune> value) {
        cacheTunes = value;
        return this;
    }

    public CpuTuneBuilder memoryTunes(List<MemoryTune> value) {
        memoryTunes = value;
        return this;
    }

    public CpuTune build() {
        return new CpuTune(shares, period, quota, globalPeriod, globalQuota, emulatorPeriod, emulatorQuota,
                ioThreadPeriod, ioThreadQuota, vcpuPins, emulatorPin, ioThreadPins, schedulers, cacheTunes, memoryTunes,
                rest);
    }
}
