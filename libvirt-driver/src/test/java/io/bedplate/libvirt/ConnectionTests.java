package io.bedplate.libvirt;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.DriverConfig;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** libvirt goes and comes. */
final class ConnectionTests {

    @Test
    void absentLibvirtIsOneClearLine() {
        var config = DriverConfig.of(Map.of("uri", "qemu:///system?socket=/nowhere/libvirt-sock"));
        assertThatThrownBy(() -> new LibvirtDriverProvider().open(config).close())
                .asInstanceOf(type(VirtDriverException.class)).satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(refusal.getMessage()).contains("/nowhere/libvirt-sock", "No such file or directory")
                            .doesNotContain("\n");
                });
    }

    @Test
    void driverFollowsLibvirtThroughARestart() {
        try (var host = TestHost.start(); var driver = host.open()) {
            var spec = host.guest();
            driver.spawn(spec, LaunchGate.OPEN);
            var before = driver.guest(spec.id());
            var heard = new Heard();
            driver.onEvent(heard);

            host.daemon().down();
            heard.await("the loss", DriverEvent.ConnectionLost.class::isInstance);
            long start = System.nanoTime();
            assertThatThrownBy(driver::guests).asInstanceOf(type(VirtDriverException.class))
                    .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .extracting(Throwable::getMessage).asString().contains(host.daemon().uri()).doesNotContain("\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));

            host.daemon().up();
            heard.await("the return", DriverEvent.ConnectionRestored.class::isInstance);
            assertThat(driver.guest(spec.id())).isPresent().isEqualTo(before);
            driver.stop(spec.id(), Duration.ZERO);
            heard.await("an event of the new connection", event -> event instanceof DriverEvent.GuestChanged changed
                    && changed.id().equals(spec.id()) && changed.state() == GuestState.STOPPED);
            driver.destroy(spec.id());
        }
    }

    @Test
    void spawnCutOffByTheDaemonsEndIsUndoneWhenItReturns() {
        try (var host = TestHost.start(); var driver = host.open()) {
            var heard = new Heard();
            driver.onEvent(heard);
            var spec = host.guest();
            assertThatThrownBy(() -> driver.spawn(spec, _ -> {
                host.daemon().down();
                return new LaunchGate.Verdict.Admit();
            })).asInstanceOf(type(VirtDriverException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
            host.daemon().up();
            heard.await("the return", DriverEvent.ConnectionRestored.class::isInstance);
            assertThat(driver.guest(spec.id())).isEmpty();
            driver.spawn(spec, LaunchGate.OPEN);
            driver.destroy(spec.id());
        }
    }

    @Test
    void driversOfTwoLibvirtdsShareOneJvm() {
        try (var first = TestHost.start();
                var second = TestHost.start();
                var one = first.open();
                var other = second.open()) {
            var told = new AtomicInteger();
            other.onEvent(_ -> told.incrementAndGet());
            var heard = new Heard();
            one.onEvent(heard);
            var spec = first.guest();
            one.spawn(spec, LaunchGate.OPEN);
            heard.await("the guest to run", event -> event instanceof DriverEvent.GuestChanged changed
                    && changed.state() == GuestState.RUNNING);
            assertThat(other.guests()).isEmpty();
            second.daemon().down();
            assertThat(one.guest(spec.id())).isPresent();
            one.destroy(spec.id());
            Poll.until("the other driver to lose its own", told::get, count -> count == 1);
        }
    }
}
