package io.bedplate.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.Claim;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.SpawnRequest;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.libvirt.jna.CallWatch;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.Snapshotting.Quiescence;

import static org.assertj.core.api.Assertions.assertThat;

/** A snapshot of a running guest whose agent died while QEMU copies: the next agent ends the copying. */
final class AbandonedSnapshotTests {
    private static final String NAME = CutOffScene.VNF;
    private static final DeviceId DATA = new DeviceId("data");
    /** What takes QEMU longer to copy than to be told to end. */
    private static final int DATA_BYTES = 192 << 20;

    /** Lets the agent die when the copying has begun, and QEMU stand still then, so that it is not done too soon. */
    private static CallWatch dyingInTheMiddle(Cut agent) {
        return new CallWatch() {
            @Override
            public void before(String function) {
                agent.before(function);
            }

            @Override
            public void after(String function) {
                if (function.equals("virDomainBackupBegin")) {
                    signal("STOP");
                    agent.die();
                }
            }
        };
    }

    /** Lets QEMU go on when it is told to end the copying. */
    private static CallWatch waking(AtomicBoolean given) {
        return new CallWatch() {
            @Override
            public void before(String function) {
                if (function.equals("virDomainAbortJob")) {
                    given.set(true);
                    signal("CONT");
                }
            }
        };
    }

    private static void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, "" + RealHost.process(NAME).orElseThrow()).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static SpawnRequest order(Path data) {
        var plain = RealHost.order(NAME, 32, Map.of());
        return new SpawnRequest(plain.id(), NAME, plain.request(), plain.boot(),
                List.of(Disk.file(DATA, data, Disk.Format.RAW)), Optional.empty());
    }

    private static byte[] data() {
        var bytes = new byte[DATA_BYTES];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    /** Whether QEMU has it open, also where it was deleted. */
    private static boolean isOpen(Path file, OptionalLong pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", "" + pid.orElseThrow(), "fd"))) {
            return descriptors.anyMatch(one -> target(one).startsWith(file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "";
        }
    }

    @Test
    void theNextAgentEndsTheCopyingBeforeItDeletesTheFile() throws IOException {
        try (var host = RealHost.start(0)) {
            var data = Files.write(host.folder().resolve("data.img"), data());
            var copy = host.folder().resolve("copy");
            var cut = new Cut(0, _ -> {});
            var worker = beginAndDie(host, order(data), copy, cut);
            var former = RealHost.process(NAME);
            try {
                assertThat(isOpen(copy, former)).isTrue();
                requireEnded(host, copy, former);
            } finally {
                if (RealHost.process(NAME).isPresent()) {
                    signal("CONT");
                }
                cut.bury(worker);
                cleanUp(host);
                Files.delete(data);
            }
        }
    }

    private static Thread beginAndDie(RealHost host, SpawnRequest order, Path copy, Cut cut) {
        var driver = host.open(dyingInTheMiddle(cut));
        var agent = host.agent(driver, cut.around(host.journal()));
        assertThat(agent.spawn(order)).isInstanceOf(Spawned.class);
        var worker = Thread.ofPlatform().daemon().start(() -> {
            try (driver) {
                agent.copies().snapshot(order.id(), DATA, copy, Quiescence.NONE);
            } catch (Cut.Dead _) {
                // As it was to be.
            }
        });
        cut.await(worker);
        return worker;
    }

    private static void requireEnded(RealHost host, Path copy, OptionalLong former) {
        var told = new AtomicBoolean();
        try (var driver = host.open(waking(told))) {
            var agent = host.agent(driver, host.journal());
            assertThat(agent.recover().unsettled()).isEmpty();
            assertThat(told).isTrue();
            assertThat(agent.claims()).extracting(Claim::phase).containsExactly(Phase.ACTIVE);
            assertThat(copy).doesNotExist();
            RealHost.await("QEMU to close the copy", () -> !isOpen(copy, former));
            assertThat(RealHost.process(NAME)).isEqualTo(former);
        }
    }

    private static void cleanUp(RealHost host) {
        try (var driver = host.open()) {
            var agent = host.agent(driver, host.journal());
            agent.recover();
            agent.destroy(RealHost.id(NAME));
        }
    }
}
