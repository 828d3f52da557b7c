package io.bedplate.virt.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.bedplate.virt.Guest;
import io.bedplate.virt.LaunchGate;

/** Remembers what it saw, then says what it was told to say. */
final class Gate implements LaunchGate {
    private final List<Guest> seen = new CopyOnWriteArrayList<>();
    private final LaunchGate then;

    private Gate(LaunchGate then) {
        this.then = then;
    }

    static Gate admitting() {
        return new Gate(OPEN);
    }

    static Gate refusing(String... differences) {
        return new Gate(_ -> new Verdict.Refuse(List.of(differences)));
    }

    static Gate throwing(RuntimeException e) {
        return new Gate(_ -> {
            throw e;
        });
    }

    static Gate doing(Runnable look) {
        return new Gate(guest -> {
            look.run();
            return OPEN.inspect(guest);
        });
    }

    @Override
    public Verdict inspect(Guest guest) {
        seen.add(guest);
        return then.inspect(guest);
    }

    List<Guest> seen() {
        return seen;
    }

    /** The one guest that it saw. */
    Guest guest() {
        if (seen.size() != 1) {
            throw new AssertionError("the gate should have seen one guest, and saw " + seen);
        }
        return seen.getFirst();
    }
}
