package io.bedplate.integration;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Operations on a real guest, cut off before each call of libvirt that it makes, each making of disks and each
 * write to the journal: the agent dies, libvirtd is killed, QEMU is killed.
 */
final class RealCutOffTests {
    private static @Nullable CutOffScene started;

    /** What ends in the middle. */
    enum End {
        AGENT, LIBVIRTD, QEMU;

        /**
         * Whether its end before the last of these steps is another than one before all of them. Journal and disks are no
         * part of libvirt, nor of QEMU; QEMU cannot end where there is none.
         */
        private boolean matters(List<Cut.Step> steps) {
            var last = steps.getLast();
            boolean begun = steps.stream().filter(Cut.Step::isLibvirts).count() > 1;
            return switch (this) {
                case AGENT -> true;
                case LIBVIRTD -> last.isLibvirts() && begun;
                case QEMU -> last.isLibvirts() && begun && last.runs();
            };
        }

        private void strike(Cut cut) {
            switch (this) {
                case AGENT -> cut.die();
                case LIBVIRTD -> scene().host().killLibvirtd();
                case QEMU -> RealHost.killQemu(CutOffScene.VNF);
            }
        }
    }

    @BeforeAll
    static void aBystanderRuns() {
        started = CutOffScene.start();
    }

    @AfterAll
    static void endAll() {
        if (started != null) {
            started.close();
        }
    }

    private static CutOffScene scene() {
        return Objects.requireNonNull(started);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutOffAnywhereLeavesNothingAndTouchesNoOther(RealOperation operation) {
        // Nobody has written down how many steps there are.
        var steps = run(operation, End.AGENT, 0).taken();
        assertThat(steps).as("steps of " + operation).isNotEmpty();
        for (int step = 1; step <= steps.size(); step++) {
            for (var end : End.values()) {
                if (end.matters(steps.subList(0, step)) && !(end != End.AGENT && operation.callsAsRescueDoes())) {
                    assertThat(run(operation, end, step).hasStruck()).as("%s step %d", operation, step).isTrue();
                }
            }
        }
    }

    private static Cut run(RealOperation operation, End end, int step) {
        var former = scene().prepare(operation);
        var cut = new Cut(step, end::strike);
        var driver = scene().host().open(cut);
        var agent = scene().host().agent(cut.around(driver), cut.around(scene().host().journal()));
        var worker = Thread.ofPlatform().daemon().start(() -> {
            try {
                agent.readClaims();
                operation.work(agent, scene());
            } catch (VirtDriverException | Cut.Dead _) {
                // What it could not do is seen in what is left.
            }
        });
        cut.await(worker);
        if (end == End.LIBVIRTD && cut.hasStruck()) {
            driver.close();
            scene().host().startLibvirtd();
        }
        var what = "%s; %s, %s".formatted(operation, cut.hasStruck() ? end + " ended" : "nothing ended", cut.taken());
        boolean stays = !operation.endsProcess() && end != End.QEMU;
        scene().requireWhole(what, operation, stays ? former : OptionalLong.empty());
        cut.bury(worker);
        driver.close();
        return cut;
    }
}
