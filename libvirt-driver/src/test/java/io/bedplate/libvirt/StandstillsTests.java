package io.bedplate.libvirt;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.jna.LifecycleEvent;

import static org.assertj.core.api.Assertions.assertThat;

final class StandstillsTests {
    private final Standstills standstills = new Standstills();

    private void tell(int type) {
        standstills.tell(new LifecycleEvent(Specs.ID.uuid(), type, 0));
    }

    @Test
    void guestStandsStillFromItsFirstStopUntilItGoesOn() {
        tell(LifecycleEvent.SUSPENDED);
        assertThat(standstills.since(Specs.ID)).as("nobody watched it").isEmpty();
        standstills.watch(Specs.ID);
        assertThat(standstills.since(Specs.ID)).isEmpty();
        tell(LifecycleEvent.SUSPENDED);
        var since = standstills.since(Specs.ID);
        assertThat(since).isPresent();
        tell(LifecycleEvent.SUSPENDED);
        tell(LifecycleEvent.STOPPED);
        assertThat(standstills.since(Specs.ID)).isEqualTo(since);
        tell(LifecycleEvent.RESUMED);
        assertThat(standstills.since(Specs.ID)).isEmpty();
        tell(LifecycleEvent.SUSPENDED);
        standstills.forget(Specs.ID);
        assertThat(standstills.since(Specs.ID)).isEmpty();
    }
}
