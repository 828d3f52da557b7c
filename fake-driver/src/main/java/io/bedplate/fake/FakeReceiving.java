package io.bedplate.fake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.bedplate.fake.FakeGuest.Travel;
import io.bedplate.host.PagePool;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationRefusal;
import io.bedplate.virt.Preparation;
import io.bedplate.virt.Receiving;
import io.bedplate.virt.TravelPapers;

/** Takes guests in that come along the {@link Roads} of another simulated host. */
record FakeReceiving(FakeDriver driver, SimulatedHost host) implements Receiving {

    @Override
    public Preparation prepare(InstanceSpec spec, TravelPapers papers, MigrationPolicy policy) {
        driver.requireOpen();
        return host.misfit(spec, driver.capabilities()).or(() -> lacking(spec))
                .or(() -> Optional.of("papers of driver %s".formatted(papers.driver()))
                        .filter(_ -> !papers.driver().equals(FakeMigrating.DRIVER)))
                .or(() -> Optional.of("more than one way for its memory, and memory that follows later")
                        .filter(_ -> policy.postCopy() || policy.channels() > 1))
                .<Preparation>map(why -> new Preparation.Refused(List.of(new MigrationRefusal.NotThere(why))))
                .orElseGet(() -> {
                    host.roads().expect(spec, driver);
                    return new Preparation.Ready(spec.name());
                });
    }

    private Optional<String> lacking(InstanceSpec spec) {
        return spec.placement().cells().stream().filter(SpecCheck::isHuge).flatMap(cell -> {
            var size = cell.pageSize().orElseThrow();
            long wanted = size.pagesFor(cell.memoryKib());
            long free = host.pool(cell.hostCell(), size).map(PagePool::free).orElse(0L);
            return Stream.of("cell %d: %d pages of %s wanted, %d free".formatted(cell.hostCell(), wanted, size, free))
                    .filter(_ -> free < wanted);
        }).findFirst();
    }

    @Override
    public Verdict look(InstanceId id, LaunchGate gate) {
        var verdict = new AtomicReference<Verdict>();
        driver.inTurn(id, guest -> {
            if (guest.travel() != Travel.ON_ITS_WAY) {
                throw FakeDriver.wrongState(guest, "on its way");
            }
            verdict.set(gate.inspect(guest.snapshot()));
        });
        return verdict.get();
    }

    @Override
    public boolean arrived(InstanceId id) {
        driver.requireOpen();
        return host.find(id).filter(guest -> guest.travel() != Travel.ON_ITS_WAY && guest.process().isPresent())
                .isPresent();
    }

    @Override
    public void admit(InstanceId id, LaunchGate gate) {
        driver.inTurn(id, guest -> {
            if (guest.state() == GuestState.RUNNING) {
                return;
            }
            if (guest.travel() != Travel.WAITING || guest.process().isEmpty()) {
                throw FakeDriver.wrongState(guest, "waiting");
            }
            FakeDriver.requireAdmitted(guest, gate);
            host.run(guest);
            guest.travel(Travel.NONE);
        });
    }
}
