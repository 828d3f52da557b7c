package io.bedplate.probe;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class HostProbeTests {
    @Test
    void readsTheMachineTheTestsRunOn() {
        var host = HostProbe.readThisHost();

        assertThat(host.onlineCpus().size()).isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.cells()).allSatisfy(cell -> assertThat(cell.memoryKib()).isPositive());
        assertThat(host.arch()).isNotEqualTo(HostProbe.UNKNOWN);
    }
}
