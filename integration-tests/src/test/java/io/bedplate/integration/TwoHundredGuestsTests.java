package io.bedplate.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.Agent;
import io.bedplate.agent.RecoveryReport;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** As many guests as a host may have, real ones, through a restart of everything but them. */
final class TwoHundredGuestsTests {
    private static final List<String> NAMES = IntStream.range(0, 200).mapToObj("crowd-%03d"::formatted).toList();
    private static final int AT_ONCE = 8;
    private static final long MEMORY_MIB = 16;
    private static final long FREE_KIB = 8L << 20;

    @Test
    void allSpawnAllSurviveAllEnd() throws Exception {
        assumeTrue(availableKib() >= FREE_KIB, "200 guests take up to 8 GiB of free memory");
        try (var host = RealHost.start(0)) {
            List<Guest> before;
            try (var driver = host.open()) {
                var agent = host.agent(driver, host.journal());
                forEach(name -> assertThat(agent.spawn(RealHost.order(name, MEMORY_MIB, Map.of())))
                        .isInstanceOf(Spawned.class));
                before = driver.guests();
                assertThat(before).extracting(Guest::name).containsExactlyInAnyOrderElementsOf(NAMES);
                requireAllInForce(agent);
            }
            host.killLibvirtd();
            host.startLibvirtd();
            try (var driver = host.open()) {
                var agent = host.agent(driver, host.journal());
                requireAllKept(agent.recover());
                assertThat(driver.guests()).isEqualTo(before)
                        .allSatisfy(guest -> assertThat(guest.state()).isEqualTo(GuestState.RUNNING));
                requireAllInForce(agent);
                forEach(name -> agent.destroy(RealHost.id(name)));
                assertThat(driver.guests()).isEmpty();
                assertThat(agent.claims()).isEmpty();
            }
            assertThat(host.journal().claims()).isEmpty();
            assertThat(host.filesOf("crowd-")).isEmpty();
            assertThat(NAMES).allSatisfy(name -> assertThat(RealHost.process(name)).isEmpty());
        }
    }

    private static long availableKib() {
        return HostFiles.real().read("proc/meminfo").orElse("").lines()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    private static void requireAllInForce(Agent agent) {
        assertThat(agent.verifyAll()).hasSameSizeAs(NAMES)
                .allSatisfy(evidence -> assertThat(evidence.differences()).isEmpty());
    }

    private static void requireAllKept(RecoveryReport report) {
        assertThat(report.kept()).hasSameSizeAs(NAMES);
        assertThat(List.of(report.undone(), report.missing(), report.unclaimed(), report.unsettled()))
                .allSatisfy(others -> assertThat(others).isEmpty());
    }

    /** Eight at a time; the first failure is the test's. */
    private static void forEach(Consumer<String> work) throws InterruptedException, ExecutionException {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var all = new ArrayList<Future<?>>();
            NAMES.forEach(name -> all.add(pool.submit(() -> work.accept(name))));
            for (var one : all) {
                one.get();
            }
        }
    }
}
