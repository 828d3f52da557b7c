package io.bedplate.virt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.MigrationPolicy.AtEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class MigrationWordsTests {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void everyRefusalNamesWhatStandsAgainstIt() {
        var forecast = new MigrationForecast(false, SECOND, SECOND, SECOND, 1, 2, 3);

        assertThat(List.of(new MigrationRefusal.CpuNotCompatible("avx512f is missing"),
                new MigrationRefusal.PassedThrough("PCI function 0000:81:00.1"),
                new MigrationRefusal.DiskNotShared(new DeviceId("root"), "its mark is not there"),
                new MigrationRefusal.NotThere("cell 3: not there"), new MigrationRefusal.NotDone("two channels"),
                new MigrationRefusal.WouldNotConverge(forecast))).extracting(MigrationRefusal::sentence)
                .containsExactly("the guest's processor cannot be had there: avx512f is missing",
                        "PCI function 0000:81:00.1 is passed through and does not travel",
                        "disk root is not shared with the destination: its mark is not there", "cell 3: not there",
                        "two channels",
                        "its memory would not follow in time: not there after 1000 ms and 2 rounds, "
                                + "standing still for 1000 ms, at 3 KiB/s");
    }

    @Test
    void whoeverStayedIsToldWhy() {
        var progress = new MigrationProgress(SECOND, 4096, 2048, 1024, 10, 1);

        assertThat(List.of(new MigrationResult.Why.Aborted(), new MigrationResult.Why.OverBudget(SECOND, progress),
                new MigrationResult.Why.NotInPlace(List.of("vcpu 0: CPUs 1 wanted, 0 allowed", "memory elsewhere")),
                new MigrationResult.Why.Failed("connection refused"))).extracting(MigrationResult.Why::sentence)
                .containsExactly("it was given up", "after PT1S 1024 of 4096 KiB were still to be sent",
                        "the destination has it elsewhere: vcpu 0: CPUs 1 wanted, 0 allowed; memory elsewhere",
                        "connection refused");
    }

    @Test
    void aPolicyWantsSomeOfEverything() {
        for (var wrong : List.<Runnable>of(() -> policy(0, SECOND, 1, SECOND),
                () -> policy(1, Duration.ZERO, 1, SECOND),
                () -> policy(1, SECOND, 0, SECOND), () -> policy(1, SECOND, 1, Duration.ZERO))) {
            assertThatIllegalArgumentException().isThrownBy(wrong::run).withMessageContaining("wanted");
        }
    }

    private static MigrationPolicy policy(long mibPerSecond, Duration downtime, int channels, Duration budget) {
        return new MigrationPolicy(mibPerSecond, downtime, false, false, channels, budget, AtEnd.ABORT);
    }

    @Test
    void aPolicyWithAnotherBandwidthOrBudgetKeepsTheRest() {
        assertThat(MigrationPolicy.USUAL.at(7))
                .isEqualTo(new MigrationPolicy(7, Duration.ofMillis(300), false, false, 1,
                        Duration.ofMinutes(5), AtEnd.ABORT));
        assertThat(MigrationPolicy.USUAL.over(4))
                .isEqualTo(new MigrationPolicy(1192, Duration.ofMillis(300), false, false, 4,
                        Duration.ofMinutes(5), AtEnd.ABORT));
        assertThat(MigrationPolicy.USUAL.within(SECOND, AtEnd.FORCE)).isEqualTo(new MigrationPolicy(1192,
                Duration.ofMillis(300), false, false, 1, SECOND, AtEnd.FORCE));
    }

    @Test
    void whatIsHandedOverDoesNotChangeAfterwards() {
        var marks = new TreeMap<>(Map.of(Path.of("/a"), "mark"));
        var reasons = new ArrayList<MigrationRefusal>(List.of(new MigrationRefusal.NotThere("bridge br0")));
        var papers = new TravelPapers("fake", "document", marks);
        var refused = new Preparation.Refused(reasons);
        marks.clear();
        reasons.clear();

        assertThat(papers.marks()).containsOnlyKeys(Path.of("/a"));
        assertThat(refused.reasons()).hasSize(1);
        assertThatThrownBy(() -> papers.marks().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anEscortThatIsNobodyTrustsTheDestination() {
        Escort.NONE.progress(new MigrationProgress(SECOND, 1, 1, 0, 0, 1));

        assertThat(Escort.NONE.arriving()).isEqualTo(new LaunchGate.Verdict.Admit());
    }
}
