package io.bedplate.agent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.PlacementVerifier;
import io.bedplate.agent.proof.Surroundings;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriver.Subscription;

/** Claims against the kernel, on demand and for whoever watches them. */
public final class Proofs {
    private static final List<Phase> SETTLED = List.of(Phase.ACTIVE, Phase.RESCUED, Phase.RESIZED);

    private final Desk desk;
    private final HostFiles files;

    Proofs(Desk desk, HostFiles files) {
        this.desk = desk;
        this.files = files;
    }

    /** As {@link Agent#verify}. */
    Evidence verify(InstanceId id) {
        var claim = desk.claims().get(id).orElseThrow(() -> Claims.none(id));
        return verify(claim, desk.driver().guest(id).orElseGet(() -> absent(claim)));
    }

    List<Evidence> verifyAll() {
        return desk.claims().snapshot().stream().filter(claim -> !claim.isTravelling())
                .map(claim -> verify(claim.id())).toList();
    }

    /** What a look at one instance gives. */
    public sealed interface Look {

        /** An order is at work on it, or it is on its way between hosts; a later look will tell. */
        record Busy() implements Look {}

        /** It holds no claim. */
        record Gone() implements Look {}

        /** It has no process, and need have none. */
        record Still() implements Look {}

        /** It is at rest: whatever differs was nobody's order. */
        record Seen(Claim claim, Evidence evidence) implements Look {}
    }

    /**
     * Looks at an instance where no order is at work on it; never waits for one.
     *
     * @throws VirtDriverException UNAVAILABLE while the hypervisor does not answer
     */
    public Look look(InstanceId id) {
        return desk.turns().ifFree(id, () -> desk.claims().get(id).map(this::look).orElseGet(Look.Gone::new))
                .orElseGet(Look.Busy::new);
    }

    private Look look(Claim claim) {
        if (!SETTLED.contains(claim.phase())) {
            return new Look.Busy();
        }
        var guest = desk.driver().guest(claim.id());
        boolean still = guest.filter(found -> found.pid().isEmpty() && found.state() != GuestState.CRASHED)
                .isPresent();
        return still
                ? new Look.Still()
                : new Look.Seen(claim, verify(claim, guest.orElseGet(() -> absent(claim))));
    }

    /** What a claim dedicates to its instance, in both places of one that is on its way. */
    public static CpuSet dedicated(Claim claim) {
        return claim.spec().placement().dedicatedCpus()
                .or(claim.wanted().map(GuestPlacement::dedicatedCpus).orElse(CpuSet.empty()));
    }

    /**
     * Puts a running instance back into the place that it has claimed, and proves it.
     *
     * @return the proof; empty where an order is at work on it or nothing runs
     * @throws VirtDriverException as {@link Agent#repin}
     */
    public Optional<Evidence> restore(InstanceId id) {
        var repinning = Desk.required(desk.driver().repinning(), "give a guest its place again");
        return desk.turns().ifFree(id, () -> desk.claims().get(id).filter(claim -> SETTLED.contains(claim.phase()))
                .flatMap(claim -> {
                    var gate = desk.gate(claim.spec().passed());
                    repinning.repin(id, claim.spec().placement(), gate);
                    return gate.evidence();
                })).flatMap(found -> found);
    }

    /**
     * Tells of each instance that something may have changed with: its state, or by an order. Of many, when the hypervisor
     * answers again. The listener must be quick and throw nothing.
     */
    public Subscription onChange(Consumer<InstanceId> listener) {
        desk.turns().onEnd(listener);
        var events = desk.driver().onEvent(event -> {
            switch (event) {
                case DriverEvent.GuestChanged(var id, _, _) -> listener.accept(id);
                case DriverEvent.GuestGone(var id, _) -> listener.accept(id);
                case DriverEvent.ConnectionRestored _ ->
                    desk.claims().snapshot().forEach(claim -> listener.accept(claim.id()));
                case DriverEvent.ConnectionLost _ -> {
                }
            }
        });
        return () -> {
            desk.turns().forget(listener);
            events.close();
        };
    }

    /** Files of the host that the guests run on. */
    public HostFiles files() {
        return files;
    }

    private static Guest absent(Claim claim) {
        return new Guest(claim.id(), claim.spec().name(), GuestState.STOPPED, OptionalLong.empty());
    }

    private Evidence verify(Claim claim, Guest guest) {
        var claimed = claim.spec().passed();
        return PlacementVerifier.verify(guest, claimed, desk.processes().of(guest, claimed), around(claim, claimed),
                desk.clock().instant());
    }

    /** Only functions have interrupts that could reach beyond their guest. */
    private Surroundings around(Claim claim, GuestPlacement claimed) {
        if (claimed.devices().isEmpty()) {
            return Surroundings.NONE;
        }
        var foreign = desk.claims().snapshot().stream().filter(other -> !other.id().equals(claim.id()))
                .map(Proofs::dedicated).reduce(CpuSet.empty(), CpuSet::or);
        var cells = new TreeMap<Integer, CpuSet>();
        claimed.cells().stream().map(PlacedCell::hostCell)
                .forEach(cell -> files.readCpus("sys/devices/system/node/node%d/cpulist".formatted(cell))
                        .ifPresent(cpus -> cells.put(cell, cpus)));
        return new Surroundings(foreign, cells);
    }
}
