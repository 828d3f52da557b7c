package io.bedplate.fake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growing;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;
import io.bedplate.virt.Growth.Seat;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Threads and pages of a guest that grows, beyond the kit's rules. */
final class GrowingTests {
    private final Rig rig = new Rig();
    private final InstanceSpec spec = small();
    private final Growing growing = rig.driver.growing().orElseThrow();
    private final Growth growth = new Growth(List.of(new NewVcpu(2, 0, new Seat.Own(6, CpuSet.empty()))),
            List.of(new MemoryModule(new DeviceId("m1"), 0, 1, 131072, Optional.of(PageSize.MIB_2))));
    private long pid;

    private static InstanceSpec small() {
        var guest = Guests.pinned(1, 1, 4, 12, Optional.of(PageSize.MIB_2));
        return guest.on(guest.hardware().with(new Headroom(4, 524288)));
    }

    @BeforeEach
    void guestRunsAndANeighbourComesAfterIt() {
        pid = rig.spawn(spec);
        rig.spawn(Guests.floating(2));
    }

    private long freePages() {
        return rig.driver.host().cell(1).flatMap(cell -> cell.pool(PageSize.MIB_2)).map(PagePool::free).orElseThrow();
    }

    private String cpusOfNewVcpu() {
        return rig.status("proc/%d/task/%d".formatted(pid, pid + 6), "Cpus_allowed_list");
    }

    private boolean hasNewVcpu() {
        return rig.host.files().exists("proc/%d/task/%d".formatted(pid, pid + 6));
    }

    @Test
    void growthIsThreadsAndPagesOfTheSameProcess() {
        long free = freePages();
        growing.grow(spec.id(), growth, LaunchGate.OPEN);
        assertThat(rig.pid(spec)).isEqualTo(pid);
        assertThat(cpusOfNewVcpu()).isEqualTo("6");
        assertThat(freePages()).isEqualTo(free - 64);
        assertThat(growing.takeBack(spec.id(), growth, Duration.ZERO)).isEqualTo(Growth.NONE);
        assertThat(hasNewVcpu()).isFalse();
        assertThat(freePages()).isEqualTo(free);
    }

    @Test
    void whatTheGuestKeepsIsTheAnswer() {
        growing.grow(spec.id(), growth, LaunchGate.OPEN);
        rig.host.faults().keepNextDevice();
        var kept = growing.takeBack(spec.id(), growth, Duration.ZERO);
        assertThat(kept).isEqualTo(new Growth(List.of(), growth.modules()));
        assertThat(hasNewVcpu()).isFalse();
        growing.grow(spec.id(), growth.without(kept), LaunchGate.OPEN);
        rig.host.faults().keepNextDevice();
        rig.host.faults().keepNextDevice();
        assertThat(growing.takeBack(spec.id(), growth, Duration.ZERO)).isEqualTo(growth);
    }

    @Test
    void whatIsRefusedAndKeptIsSaid() {
        rig.host.faults().keepNextDevice();
        LaunchGate refusing = _ -> new Verdict.Refuse(List.of("elsewhere"));
        assertThatThrownBy(() -> growing.grow(spec.id(), growth, refusing)).hasMessageContaining("keeps memory m1");
        assertThat(growing.takeBack(spec.id(), growth, Duration.ZERO)).isEqualTo(Growth.NONE);
    }

    @Test
    void pagesThatAreNotFreeLeaveTheGuestAsItWas() {
        rig.host.resize(1, PageSize.MIB_2, 150);
        long free = freePages();
        assertThatThrownBy(() -> growing.grow(spec.id(), growth, LaunchGate.OPEN)).isInstanceOfSatisfying(
                VirtDriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INSUFFICIENT_RESOURCES))
                .hasMessageContaining("pages of");
        assertThat(freePages()).isEqualTo(free);
        assertThat(hasNewVcpu()).isFalse();
    }

    @Test
    void vcpusThatTheGuestWasMadeWithStay() {
        var second = new Growth(List.of(new NewVcpu(1, 0, new Seat.Own(12, CpuSet.empty()))), List.of());
        assertThatThrownBy(() -> growing.takeBack(spec.id(), second, Duration.ZERO)).isInstanceOfSatisfying(
                VirtDriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED));
    }
}
