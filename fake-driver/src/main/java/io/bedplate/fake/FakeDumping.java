package io.bedplate.fake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.bedplate.virt.Dumping;
import io.bedplate.virt.InstanceId;

/** Dumps the memory of a simulated guest, of which there is none: the file says whose it would be. */
record FakeDumping(FakeDriver driver) implements Dumping {
    @Override
    public void dump(InstanceId id, Path target) {
        driver.inTurn(id, guest -> {
            requireProcess(guest);
            NewFile.write(target,
                    "memory of simulated guest %s%n".formatted(guest.spec().name()).getBytes(StandardCharsets.UTF_8));
        });
    }

    @Override
    public void injectNmi(InstanceId id) {
        driver.inTurn(id, FakeDumping::requireProcess);
    }

    private static void requireProcess(FakeGuest guest) {
        if (guest.process().isEmpty()) {
            throw FakeDriver.wrongState(guest, "RUNNING or PAUSED");
        }
    }
}
