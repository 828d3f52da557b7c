package io.bedplate.virt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.bedplate.host.HostTopology;

/**
 * A hypervisor on one host. Numbers in brackets are the rules of SPEC.md; the TCK tests each one.
 *
 * <p>
 * Safe for use by many threads; calls for one guest are carried out one after another. A call may block; callers on
 * virtual threads hold no carrier thread meanwhile [6.2].
 */
public interface VirtDriver extends AutoCloseable {

    /** [1.1] Constant for the life of this driver. */
    Set<Capability> capabilities();

    /** [1.2] The host: its online CPUs, cells, PCI functions and free pages of now, the rest at most ten seconds old. */
    HostTopology host();

    /**
     * [2.1] Makes the guest, lets the gate look at it before its first instruction, and returns once it runs. [2.2] On
     * any failure nothing is left behind.
     *
     * @throws VirtDriverException EXISTS for a known id or name [2.3]; PLACEMENT_NOT_IN_FORCE when the gate refuses
     *                             [2.4]; INVALID_SPEC, INSUFFICIENT_RESOURCES, UNSUPPORTED [2.5]
     */
    void spawn(InstanceSpec spec, LaunchGate gate);

    /**
     * [3.1] Runs a stopped, crashed or suspended guest again, through the gate; refused, it is stopped again.
     *
     * @throws VirtDriverException NOT_FOUND, WRONG_STATE, PLACEMENT_NOT_IN_FORCE
     */
    void start(InstanceId id, LaunchGate gate);

    /**
     * [3.2] Asks the guest to power down and, when {@code grace} has passed, powers it off; zero powers it off at once.
     * Stopping a stopped guest succeeds [3.3].
     *
     * @throws VirtDriverException NOT_FOUND
     */
    void stop(InstanceId id, Duration grace);

    /** [4.1] Ends and forgets the guest. [4.2] Destroying an unknown guest succeeds. */
    void destroy(InstanceId id);

    /** [5.1] The guest as it is now; empty where unknown. */
    Optional<Guest> guest(InstanceId id);

    /** [5.2] Every guest of this driver, ascending by id; foreign guests of the host are not among them. */
    List<Guest> guests();

    /**
     * [7.1] Events of one guest arrive in order, one at a time, on a thread of the driver. [7.2] A listener that throws
     * or dawdles harms neither the driver nor other listeners' order.
     *
     * @return closing it ends the delivery
     */
    Subscription onEvent(Consumer<DriverEvent> listener);

    /** [8.1] Present exactly with {@link Capability#PAUSE}. */
    default Optional<Pausing> pausing() {
        return Optional.empty();
    }

    /** [20.1] Present exactly with {@link Capability#REPIN}. */
    default Optional<Repinning> repinning() {
        return Optional.empty();
    }

    /** [11.1] Present exactly with {@link Capability#REBOOT}. */
    default Optional<Rebooting> rebooting() {
        return Optional.empty();
    }

    /** [12.1] Present exactly with {@link Capability#SUSPEND}. */
    default Optional<Suspending> suspending() {
        return Optional.empty();
    }

    /** [13.1] Present exactly with {@link Capability#RESCUE}. */
    default Optional<Rescuing> rescuing() {
        return Optional.empty();
    }

    /** [14.1] Present exactly with {@link Capability#REDEFINE}. */
    default Optional<Redefining> redefining() {
        return Optional.empty();
    }

    /** [21.1] Present exactly with {@link Capability#HOT_PLUG}. */
    default Optional<HotPlug> hotPlug() {
        return Optional.empty();
    }

    /** [22.1] Present exactly with {@link Capability#GROW}. */
    default Optional<Growing> growing() {
        return Optional.empty();
    }

    /** [15.1] Present exactly with {@link Capability#CONSOLE_ACCESS}. */
    default Optional<ConsoleAccess> consoleAccess() {
        return Optional.empty();
    }

    /** [16.1] Present exactly with {@link Capability#GUEST_AGENT}. */
    default Optional<GuestAgentAccess> guestAgentAccess() {
        return Optional.empty();
    }

    /** [17.1] Present exactly with {@link Capability#DUMP}. */
    default Optional<Dumping> dumping() {
        return Optional.empty();
    }

    /** [18.1] Present exactly with {@link Capability#SNAPSHOT}. */
    default Optional<Snapshotting> snapshotting() {
        return Optional.empty();
    }

    /** [23.1] Present exactly with {@link Capability#MAKE_DISKS}. */
    default Optional<DiskMaking> diskMaking() {
        return Optional.empty();
    }

    /** [24.1] Present exactly with {@link Capability#MIGRATE}. */
    default Optional<Migrating> migrating() {
        return Optional.empty();
    }

    /** [24.1] Likewise. */
    default Optional<Receiving> receiving() {
        return Optional.empty();
    }

    /** [25.1] Present exactly with {@link Capability#STATISTICS}. */
    default Optional<Statistics> statistics() {
        return Optional.empty();
    }

    /** [9.1] Lets go of the hypervisor; running guests go on. [9.2] Later calls are UNAVAILABLE; closing twice is fine. */
    @Override
    void close();

    /** A place in the list of listeners. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
