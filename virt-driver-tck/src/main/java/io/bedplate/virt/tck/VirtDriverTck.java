package io.bedplate.virt.tck;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Every rule of SPEC.md. A driver author extends it in a class whose name ends in {@code Tests}, and implements the four
 * methods of {@link DriverUnderTest} that have no default:
 *
 * <pre>{@code
 * final class MyDriverTckTests extends VirtDriverTck {
 *     public VirtDriverProvider provider() { return new MyDriverProvider(); }
 *     public DriverConfig config() { return DriverConfig.of(Map.of("uri", "my:///system")); }
 *     public Set<String> settings() { return Set.of("uri"); }
 *     public InstanceSpec tiny() { return ...; }
 * }
 * }</pre>
 *
 * <p>
 * Each test opens its own driver. What it spawned is destroyed after it, passed or failed. A test that hangs is
 * interrupted after five minutes; a subclass with slower guests carries its own {@link Timeout}.
 */
@TestMethodOrder(RuleOrder.class)
@Timeout(300)
public abstract class VirtDriverTck
        implements
            HostRules,
            SpawnRules,
            RefusalRules,
            StartStopRules,
            DestroyRules,
            GuestRules,
            ThreadRules,
            EventRules,
            PauseRules,
            ClosingRules,
            CapabilityRules,
            RepinRules,
            RebootRules,
            SuspendRules,
            RescueRules,
            RedefineRules,
            HotPlugRules,
            GrowRules,
            ConsoleRules,
            GuestAgentRules,
            DumpRules,
            SnapshotRules,
            DiskRules,
            MigrateRules,
            StatisticsRules,
            NetworkRules {
    private @Nullable Session session;

    @BeforeEach
    final void openDriver() {
        session = new Session(this);
    }

    @AfterEach
    final void destroyEverything() {
        if (session != null) {
            session.close();
        }
    }

    @Override
    public final Session session() {
        if (session == null) {
            throw new IllegalStateException("no test is running");
        }
        return session;
    }
}
