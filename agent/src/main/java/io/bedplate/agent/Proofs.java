package io.bedplate.agent;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.PlacementVerifier;
import io.bedplate.agent.proof.Surroundings;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;

/** Claims against the kernel. */
public final class Proofs {
    private final Desk desk;
    private final HostFiles files;

    Proofs(Desk desk, HostFiles files) {
        this.desk = desk;
        this.files = files;
    }

    /** As {@link Agent#verify}. */
    Evidence verify(InstanceId id) {
        var claim = desk.claims().get(id).orElseThrow(() -> Claims.none(id));
        var guest = desk.driver().guest(id)
                .orElseGet(() -> new Guest(id, claim.spec().name(), GuestState.STOPPED, OptionalLong.empty()));
        return verify(claim, guest);
    }

    List<Evidence> verifyAll() {
        return desk.claims().snapshot().stream().filter(claim -> !claim.isTravelling())
                .map(claim -> verify(claim.id())).toList();
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

    /** In both places, of one that is on its way. */
    private static CpuSet dedicated(Claim claim) {
        return claim.spec().placement().dedicatedCpus()
                .or(claim.wanted().map(GuestPlacement::dedicatedCpus).orElse(CpuSet.empty()));
    }
}
