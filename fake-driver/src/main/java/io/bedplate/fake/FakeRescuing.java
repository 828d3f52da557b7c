package io.bedplate.fake;

import java.util.Optional;

import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Rescuing;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Rescues guests: of a simulated one only the disk it is started from needs to be kept. */
record FakeRescuing(FakeDriver driver) implements Rescuing {
    @Override
    public void rescue(InstanceId id, Disk rescue, LaunchGate gate) {
        driver.inTurn(id, guest -> {
            if (guest.state() == GuestState.SUSPENDED || guest.rescueDisk().isPresent()) {
                throw wrongState(guest);
            }
            if (guest.spec().disks().stream().anyMatch(disk -> disk.id().equals(rescue.id()))) {
                throw new VirtDriverException(Kind.INVALID_SPEC,
                        "guest %s has a disk %s already".formatted(guest.spec().name(), rescue.id()));
            }
            restart(guest, Optional.of(rescue), gate);
        });
    }

    @Override
    public void unrescue(InstanceId id, LaunchGate gate) {
        driver.inTurn(id, guest -> {
            if (guest.rescueDisk().isEmpty()) {
                throw wrongState(guest);
            }
            restart(guest, Optional.empty(), gate);
        });
    }

    private void restart(FakeGuest guest, Optional<Disk> rescue, LaunchGate gate) {
        driver.simulatedHost().end(guest, GuestState.STOPPED);
        boolean runs = false;
        guest.rescueFrom(rescue);
        try {
            driver.launchOr(GuestState.STOPPED, guest, gate);
            runs = true;
        } finally {
            if (!runs) {
                guest.rescueFrom(Optional.empty());
            }
        }
    }

    private static VirtDriverException wrongState(FakeGuest guest) {
        return FakeDriver.wrongState(guest,
                guest.rescueDisk().isPresent()
                        ? "a guest that is not in rescue"
                        : "a guest in rescue, or no saved memory");
    }
}
