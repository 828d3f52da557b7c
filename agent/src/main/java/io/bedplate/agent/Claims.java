package io.bedplate.agent;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Who holds what on this host, in memory. The one place where two orders could collide, so deciding and holding are one
 * step under its lock; nothing slower than a plan ever runs under it.
 */
final class Claims {
    private final TreeMap<InstanceId, Claim> byId = new TreeMap<>();

    /** Ascending by instance. */
    synchronized List<Claim> snapshot() {
        return List.copyOf(byId.values());
    }

    synchronized Optional<Claim> get(InstanceId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Decides on what is held now and, where the decision is yes, holds it, as one step. */
    synchronized Decision decide(Function<List<Claim>, Decision> decision) {
        var decided = decision.apply(snapshot());
        if (decided instanceof Decision.Yes(var claim)) {
            put(claim);
        }
        return decided;
    }

    /** Runs something quick on what is held now, while nobody else decides. */
    synchronized <T> T atomically(Function<List<Claim>, T> work) {
        return work.apply(snapshot());
    }

    synchronized void put(Claim claim) {
        byId.put(claim.id(), claim);
    }

    /** Those and no others. */
    synchronized void replace(List<Claim> others) {
        byId.clear();
        others.forEach(this::put);
    }

    /** The claim of an instance that nothing else is being done with. */
    static Claim active(InstanceId id, List<Claim> held) {
        var claim = held.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(() -> none(id));
        if (claim.phase() != Phase.ACTIVE) {
            throw new VirtDriverException(Kind.WRONG_STATE,
                    "instance %s is %s; only an ACTIVE one can be changed".formatted(id, claim.phase()));
        }
        return claim;
    }

    static VirtDriverException none(InstanceId id) {
        return new VirtDriverException(Kind.NOT_FOUND, "instance %s: holds no claim on this host".formatted(id));
    }

    synchronized void remove(InstanceId id) {
        byId.remove(id);
    }
}
