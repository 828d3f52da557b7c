package io.bedplate.libvirt;

import java.util.function.Consumer;

import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Gives each guest one caller at a time, which finds it known. */
record GuestTurns(GuestLocks locks, Guests guests) {

    void with(InstanceId id, Consumer<Guests.Known> call) {
        locks.with(id, () -> {
            call.accept(guests.known(id).orElseThrow(() -> Launcher.unknown(id)));
            return true;
        });
    }

    /** As above, for a guest that has a process. */
    void withActive(InstanceId id, String verb, Consumer<Guests.Known> call) {
        with(id, known -> {
            if (!known.state().isActive()) {
                throw wrongState(known, verb);
            }
            call.accept(known);
        });
    }

    static VirtDriverException wrongState(Guests.Known known, String verb) {
        return new VirtDriverException(Kind.WRONG_STATE,
                "instance %s is %s and cannot be %s".formatted(known.name(), known.guestState(), verb));
    }
}
