package io.bedplate.virt.tck;

import java.util.Optional;
import java.util.OptionalLong;

import io.bedplate.virt.Escort;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Migrating;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.Passage;
import io.bedplate.virt.Preparation;
import io.bedplate.virt.Receiving;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A running guest, a host that it can go to, and the way there.
 *
 * @param before the guest as it was
 */
record Travel(Session session, VirtDriver other, InstanceSpec spec, Guest before, String document, Passage passage) {

    /** A tiny guest that runs, and its place on the other host. */
    static Travel prepared(Session session, Passage passage) {
        var spec = session.spawned();
        return new Travel(session, session.elsewhere(), spec, session.guest(spec), "", passage).prepare();
    }

    /** Once more. */
    Travel prepare() {
        return switch (receiving().prepare(spec, migrating().papers(id()), MigrationPolicy.USUAL)) {
            case Preparation.Ready(var ready) -> new Travel(session, other, spec, before, ready, passage);
            case Preparation.Refused(var reasons) -> throw new AssertionError("it cannot come: " + reasons);
        };
    }

    Travel by(Passage way) {
        return new Travel(session, other, spec, before, document, way);
    }

    InstanceId id() {
        return spec.id();
    }

    Migrating migrating() {
        return session.driver().migrating().orElseThrow();
    }

    Receiving receiving() {
        return other.receiving().orElseThrow();
    }

    MigrationResult migrate(Escort escort) {
        return migrating().migrate(id(), document, passage, MigrationPolicy.USUAL, escort);
    }

    Guest here() {
        return session.guest(spec);
    }

    Optional<Guest> there() {
        return other.guest(id());
    }

    OptionalLong noPid() {
        return OptionalLong.empty();
    }

    /** It is as it was, and the destination has nothing of it. */
    void assertStayed() {
        assertThat(here()).isEqualTo(before);
        session.poll().until("the destination to have nothing of it", this::there, Optional::isEmpty);
    }

    /** It waits, and runs once it is admitted, also where that is said twice. */
    void assertAdmitted() {
        var gate = Gate.admitting();
        receiving().admit(id(), gate);
        receiving().admit(id(), gate);
        assertThat(gate.guest().state()).isEqualTo(GuestState.PAUSED);
        assertThat(there().map(Guest::state)).contains(GuestState.RUNNING);
        assertThat(there().map(Guest::pid)).contains(gate.guest().pid());
    }
}
