package io.bedplate.virt.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 17: memory dump and NMI, where the driver can. */
interface DumpRules extends Rules {

    @Test
    @DisplayName("[17.1] dumping is present exactly with DUMP")
    default void dumpingComesWithTheCapability() {
        assertThat(session().driver().dumping().isPresent()).isEqualTo(session().can(Capability.DUMP));
    }

    @Test
    @DisplayName("[17.2] dump writes a file and the guest goes on; wrong state, unknown guest and a taken file are refused")
    default void dumpWritesAFile() throws IOException {
        var ability = session().driver().dumping();
        if (ability.isEmpty()) {
            return;
        }
        var dumping = ability.get();
        var spec = session().spawned();
        var before = session().guest(spec);
        var target = session().target(".core");
        dumping.dump(spec.id(), target);
        assertThat(target).isNotEmptyFile();
        assertThat(session().guest(spec)).isEqualTo(before);

        var taken = Files.writeString(session().target(".core"), "of another");
        assertRefused(Kind.INVALID_SPEC, () -> dumping.dump(spec.id(), taken)).hasMessageContaining(taken.toString());
        assertThat(taken).hasContent("of another");
        session().driver().stop(spec.id(), Duration.ZERO);
        var other = session().target(".core");
        assertRefused(Kind.WRONG_STATE, () -> dumping.dump(spec.id(), other));
        assertRefused(Kind.NOT_FOUND, () -> dumping.dump(session().tiny().id(), other));
        assertThat(other).doesNotExist();
    }

    @Test
    @DisplayName("[17.3] an NMI leaves a guest running; a stopped guest is WRONG_STATE, an unknown one NOT_FOUND")
    default void nmiLeavesTheGuestRunning() {
        session().driver().dumping().ifPresent(dumping -> {
            var spec = session().spawned();
            dumping.injectNmi(spec.id());
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
            session().driver().stop(spec.id(), Duration.ZERO);
            assertRefused(Kind.WRONG_STATE, () -> dumping.injectNmi(spec.id()));
            assertRefused(Kind.NOT_FOUND, () -> dumping.injectNmi(session().tiny().id()));
        });
    }
}
