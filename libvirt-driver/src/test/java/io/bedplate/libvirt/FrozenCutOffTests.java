package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.jna.CallWatch;
import io.bedplate.libvirt.jna.DomainCopy;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** A snapshot of a guest that is frozen for it, cut off before each call of libvirt: the next driver thaws the guest. */
final class FrozenCutOffTests {

    /** Lets no call through from that one on, but for those that only look. */
    private static final class Cut implements CallWatch {
        private static final Pattern LOOKS = Pattern
                .compile("vir(Domain(Get|Lookup|Has|AgentSet)|Connect|TypedParams).*");
        private final AtomicInteger taken = new AtomicInteger();
        private final int call;

        Cut(int call) {
            this.call = call;
        }

        @Override
        public void before(String function) {
            if (!LOOKS.matcher(function).matches() && taken.incrementAndGet() >= call) {
                throw new VirtDriverException(Kind.INTERNAL, function + " is cut off");
            }
        }

        boolean hasStruck() {
            return taken.get() >= call;
        }
    }

    @Test
    void nothingStaysFrozenWhereverTheSnapshotWasCutOff() throws IOException, InterruptedException {
        try (var host = TestHost.start();
                var first = host.open();
                var guest = TestGuest.withAgent(host.root(), TestAgent.SCRIPT);
                var link = LibvirtLink.open(host.daemon().uri(), new Deaf())) {
            var data = TestAgent.fileSystem(host.root().resolve("data.img"));
            var spec = TestAgent.equipped(guest.spec(), data);
            first.spawn(spec, LaunchGate.OPEN);
            new TestAgent(link, spec.id()).awaitAnswer();
            int calls = 0;
            while (isCutOff(host, spec, calls + 1)) {
                calls++;
                try (var next = host.open()) {
                    var what = "the guest to thaw after call " + calls;
                    Poll.until(what, () -> new LibvirtIce(link).isNoted(spec.id()), noted -> !noted);
                    TestAgent.awaitWriting(guest);
                    Poll.until("the copying to end", () -> isCopied(link, spec), copied -> !copied);
                    assertThat(next.guest(spec.id())).isEqualTo(first.guest(spec.id())).isPresent();
                }
            }
            // Asked for an answer, noted, frozen, copied, thawed, the note taken off.
            assertThat(calls).isEqualTo(6);
            assertThat(guest.said()).contains(TestAgent.FREEZE, TestAgent.THAW);
            first.destroy(spec.id());
            Files.delete(data);
        }
    }

    private static boolean isCutOff(TestHost host, InstanceSpec spec, int call) throws IOException {
        var cut = new Cut(call);
        var target = host.root().resolve("copy.qcow2");
        try (var driver = new LibvirtDriverProvider(cut).open(host.config())) {
            driver.snapshotting().orElseThrow().snapshot(spec.id(), TestAgent.DATA, target, Quiescence.REQUIRE);
        } catch (VirtDriverException _) {
            // The driver is closed before it can try again.
        }
        Files.deleteIfExists(target);
        return cut.hasStruck();
    }

    private static boolean isCopied(LibvirtLink link, InstanceSpec spec) {
        return link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(spec.id().uuid()).orElseThrow()) {
                return new DomainCopy(domain).job().isRunning();
            }
        });
    }
}
