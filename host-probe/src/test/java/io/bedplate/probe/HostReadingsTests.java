package io.bedplate.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.SimulatedHostFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HostReadingsTests {
    private static final String FREE = "sys/devices/system/node/node2/hugepages/hugepages-2048kB/free_hugepages";
    private static final String BEFORE = "recorded";
    private static final String AFTER = "renamed";

    private final SimulatedHostFiles files = Recordings.LAB.tree().simulated();
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);
    private final HostReadings readings = new HostReadings(files, time::get);

    // The host's name stands for all that is kept.
    @BeforeEach
    void readOnceAndRename() {
        put("proc/sys/kernel/hostname", BEFORE);
        assertThat(readings.now()).isEqualTo(HostProbe.read(files));
        put("proc/sys/kernel/hostname", AFTER);
    }

    private void put(String path, String text) {
        files.put(path, new HostTree.Entry.Text(text));
    }

    @Test
    void readingIsKeptForTenSeconds() {
        time.set(Instant.EPOCH.plus(Duration.ofMillis(9_999)));
        assertThat(readings.now().name()).isEqualTo(BEFORE);
        time.set(Instant.EPOCH.plus(Duration.ofSeconds(10)));
        assertThat(readings.now().name()).isEqualTo(AFTER);
    }

    @Test
    void freePagesAreThoseOfNow() {
        put(FREE, "7");
        var host = readings.now();
        assertThat(host.name()).isEqualTo(BEFORE);
        assertThat(host.cell(2).orElseThrow().pool(PageSize.MIB_2).orElseThrow().free()).isEqualTo(7);
    }

    @Test
    void cpuThatGoesOfflineIsSeenAtOnce() {
        put("sys/devices/system/cpu/online", "0-6");
        assertThat(readings.now()).isEqualTo(HostProbe.read(files));
    }

    @Test
    void functionThatGoesIsSeenAtOnce() {
        files.remove("sys/bus/pci/devices/0000:41:10.2");
        var host = readings.now();
        assertThat(host.name()).isEqualTo(AFTER);
        assertThat(host.pci()).noneMatch(device -> device.address().toString().equals("0000:41:10.2"));
    }

    @Test
    void nothingIsKeptWhenTheClockIsSetBack() {
        time.set(Instant.EPOCH.minusMillis(1));
        assertThat(readings.now().name()).isEqualTo(AFTER);
    }

    @Test
    void hostThatFitsIsNotReadAgain() {
        assertThat(readings.fitting(_ -> Optional.empty(), HostReadingsTests::refusal).name()).isEqualTo(BEFORE);
    }

    @Test
    void misfitIsBelievedOnlyOfAWholeReading() {
        assertThat(readings.fitting(host -> Optional.of(host.name()).filter(BEFORE::equals),
                HostReadingsTests::refusal).name()).isEqualTo(AFTER);
        assertThatThrownBy(() -> readings.fitting(host -> Optional.of(host.name()), HostReadingsTests::refusal))
                .hasMessage(AFTER);
    }

    private static RuntimeException refusal(String name) {
        return new IllegalStateException(name);
    }
}
