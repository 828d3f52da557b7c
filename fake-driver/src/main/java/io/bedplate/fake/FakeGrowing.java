package io.bedplate.fake;

import java.time.Duration;
import java.util.Optional;

import io.bedplate.virt.Growing;
import io.bedplate.virt.Growth;
import io.bedplate.virt.GuestExtent;
import io.bedplate.virt.GuestExtent.Misfit;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * vCPUs and memory that come and go. A simulated guest lets go at once, unless {@link Faults#keepNextDevice()} makes it
 * keep a vCPU or a module of memory.
 */
record FakeGrowing(FakeDriver driver, SimulatedHost host) implements Growing {

    @Override
    public void grow(InstanceId id, Growth growth, LaunchGate gate) {
        driver.inTurn(id, guest -> {
            FakeRepinning.requireNotSuspended(guest);
            require(guest, GuestExtent.of(guest.spec(), guest.grown()).misfit(growth));
            host.resize(guest, growth.addedTo(guest.spec()), guest.grown().and(growth));
            if (guest.process().isPresent()) {
                AllOrNothing.run(() -> FakeDriver.requireAdmitted(guest, gate), () -> requireGone(guest, growth));
            }
        });
    }

    private void requireGone(FakeGuest guest, Growth growth) {
        var kept = takeBack(guest, growth);
        if (!kept.none()) {
            throw new VirtDriverException(Kind.PLACEMENT_NOT_IN_FORCE,
                    "guest %s: refused by the gate, and the guest keeps %s".formatted(guest.spec().name(), kept));
        }
    }

    private static void require(FakeGuest guest, Optional<Misfit> misfit) {
        misfit.ifPresent(found -> {
            throw new VirtDriverException(found.kind(), "guest %s: %s".formatted(guest.spec().name(), found.why()));
        });
    }

    @Override
    public Growth takeBack(InstanceId id, Growth growth, Duration patience) {
        var kept = new Growth[]{Growth.NONE};
        driver.inTurn(id, guest -> {
            FakeRepinning.requireNotSuspended(guest);
            require(guest, GuestExtent.of(guest.spec(), guest.grown()).misfitTakingBack(growth));
            if (growth.vcpus().stream().anyMatch(vcpu -> isOriginal(guest, vcpu.vcpu()))) {
                throw new VirtDriverException(Kind.UNSUPPORTED,
                        "guest %s was made with some of %s".formatted(guest.spec().name(), growth));
            }
            kept[0] = takeBack(guest, growth);
        });
        return kept[0];
    }

    private static boolean isOriginal(FakeGuest guest, int vcpu) {
        return vcpu < guest.spec().vcpus() - guest.grown().vcpus().size();
    }

    /** Later vCPUs are asked for first, for one that stays keeps those before it. */
    private Growth takeBack(FakeGuest guest, Growth growth) {
        var there = growth.within(guest.grown());
        boolean asked = guest.process().isPresent();
        var modules = there.only(_ -> false, _ -> asked && host.faults().takeKeptDevice());
        boolean keepsVcpus = asked && !there.vcpus().isEmpty() && host.faults().takeKeptDevice();
        var kept = modules.and(there.only(_ -> keepsVcpus, _ -> false));
        var gone = there.without(kept);
        host.resize(guest, gone.takenFrom(guest.spec()), guest.grown().without(gone));
        return kept;
    }
}
