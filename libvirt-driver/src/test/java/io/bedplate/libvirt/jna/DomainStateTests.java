package io.bedplate.libvirt.jna;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.virt.GuestState;

import static org.assertj.core.api.Assertions.assertThat;

/** libvirt's states in our words. */
final class DomainStateTests {

    @ParameterizedTest
    @CsvSource({"1,1,RUNNING,true", "2,0,RUNNING,true", "3,1,PAUSED,true", "4,1,RUNNING,true", "5,1,STOPPED,false",
            "5,2,STOPPED,false", "5,3,CRASHED,false", "5,6,STOPPED,false", "6,1,CRASHED,false", "7,0,PAUSED,true"})
    void stateIsReadWithItsReason(int state, int reason, GuestState expected, boolean active) {
        var read = new DomainState(state, reason);
        assertThat(read.toGuestState()).isEqualTo(expected);
        assertThat(read.isActive()).isEqualTo(active);
    }

    @Test
    void domainWithoutProcessYetIsStartingUp() {
        assertThat(new DomainState(3, 11).isStartingUp()).isTrue();
        assertThat(new DomainState(3, 1).isStartingUp()).isFalse();
    }
}
