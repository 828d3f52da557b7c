package io.bedplate.libvirt.net;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.net.NetworkPrograms.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Programs of the host, run and heard. */
final class NetworkProgramsTests {
    private static final NetworkPrograms PROGRAMS = new NetworkPrograms(Optional.empty());

    @Test
    void programIsHeardWithItsStatus() {
        assertThat(PROGRAMS.run(List.of("sh", "-c", "echo one; echo two >&2; exit 3")))
                .isEqualTo(new Outcome.Ended(3, "one\ntwo"));
    }

    @Test
    void absentProgramIsNoException() {
        assertThat(PROGRAMS.run(List.of("no-such-program"))).isInstanceOfSatisfying(Outcome.NotRun.class,
                outcome -> assertThat(outcome.why()).contains("no-such-program"));
    }

    @Test
    void absentNamespaceIsSaid() {
        assertThat(new NetworkPrograms(Optional.of("/nowhere/net")).deleteDevice("bp-nothing"))
                .hasValueSatisfying(why -> assertThat(why).contains("/nowhere/net"));
    }

    @Test
    void switchThatIsNotThereHasNoPortsAndSaysWhy() {
        var nobody = new OpenVswitch(PROGRAMS, Optional.of("unix:/nowhere/db.sock"));
        assertThat(nobody.ports()).isEmpty();
        assertThat(nobody.bridge("br-int")).isInstanceOf(OpenVswitch.Bridge.Unknown.class);
        assertThat(nobody.deletePort("p")).isPresent();
    }
}
