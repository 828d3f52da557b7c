package io.bedplate.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.bedplate.agent.kernel.ActivityReader;
import io.bedplate.agent.kernel.ProcessReader;
import io.bedplate.agent.kernel.Ran;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.PlacementVerifier;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;

/**
 * Verifying a guest of 16 vCPUs from the files of the real /proc: those of a QEMU with as many threads, which has not been
 * started. Its memory is ordinary and untouched; what is touched of ordinary memory, the kernel walks page by page.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Verification {
    private static final int VCPUS = 16;

    private final ProcessReader processes = new ProcessReader(HostFiles.real());
    private final ActivityReader activity = new ActivityReader(HostFiles.real());
    private final GuestPlacement claimed = claimed();
    private @Nullable Process qemu;
    private Guest guest = new Guest(new InstanceId(new UUID(0, 1)), "vnf", GuestState.PAUSED, OptionalLong.empty());

    private static GuestPlacement claimed() {
        var pins = new TreeMap<Integer, Integer>();
        for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
            pins.put(vcpu, vcpu + 2);
        }
        var cell = new PlacedCell(0, 0, CpuSet.range(0, VCPUS - 1), pins, CpuSet.empty(), CpuSet.empty(), 32 << 20,
                Optional.of(PageSize.GIB_1));
        return new GuestPlacement(List.of(cell), CpuSet.empty(), CpuSet.range(0, 1), IoThreads.NONE, CpuSet.empty(),
                true, new GuestCpuTopology(VCPUS, 1, 1), List.of());
    }

    @Setup
    public void startQemu() throws IOException {
        var started = new ProcessBuilder("qemu-system-x86_64", "-name", "vnf,debug-threads=on", "-S", "-nodefaults",
                "-display", "none", "-machine", "q35,accel=tcg", "-smp", Integer.toString(VCPUS), "-m", "64")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        qemu = started;
        guest = new Guest(guest.id(), guest.name(), GuestState.PAUSED, OptionalLong.of(started.pid()));
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (guestOf16Vcpus().threads().stream().filter(row -> row.role().startsWith("vcpu ")).count() < VCPUS) {
            if (System.nanoTime() > end || !started.isAlive()) {
                throw new IllegalStateException("QEMU has not %d vCPUs".formatted(VCPUS));
            }
            Thread.onSpinWait();
        }
    }

    @TearDown
    public void endQemu() {
        var started = qemu;
        if (started != null) {
            started.destroyForcibly().onExit().join();
        }
    }

    @Benchmark
    public Evidence guestOf16Vcpus() {
        return PlacementVerifier.verify(guest, claimed, processes.of(guest, claimed), Instant.EPOCH);
    }

    /** The look at all threads of the host that a round of the watch takes once, for all guests. */
    @Benchmark
    public List<Ran> strangersOfThisHost() {
        return activity.look(CpuSet.range(0, 1));
    }
}
