package io.bedplate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

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

import io.bedplate.host.HostTopology;
import io.bedplate.host.files.HostFiles;
import io.bedplate.probe.HostProbe;
import io.bedplate.probe.HostReadings;
import io.bedplate.probe.Machines;
import io.bedplate.probe.TreeOfHost;

/** Reading a host of 8 cells, 512 CPUs and 2,000 VFs from files: all of it, and again a moment later. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HostReading {
    private Path folder = Path.of("/");
    private HostFiles files = HostFiles.real();
    private HostReadings readings = new HostReadings(files, InstantSource.system());

    @Setup
    public void prepare() throws IOException {
        folder = Files.createTempDirectory("bedplate-host");
        TreeOfHost.of(Machines.parse("8 cells, 32 cores, 2 threads, 1G:32, 2M:4096, pf:1x250")).unpack(folder);
        files = HostFiles.seenAt(folder);
        readings = new HostReadings(files, InstantSource.system());
    }

    @TearDown
    public void remove() throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Benchmark
    public HostTopology whole() {
        return HostProbe.read(files);
    }

    @Benchmark
    public HostTopology again() {
        return readings.now();
    }
}
