package io.bedplate.agent.watch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.bedplate.agent.Agent;
import io.bedplate.agent.Proofs;
import io.bedplate.agent.Proofs.Look;
import io.bedplate.agent.proof.VcpuHold;
import io.bedplate.agent.watch.WatchPolicy.Repair;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriver.Subscription;
import io.bedplate.virt.VirtDriverException;

/**
 * Compares every claim with the kernel: at an interval, after each order and event, and when the hypervisor answers again.
 * What an order is at work on is left alone until it is at rest, and a difference counts when a second look right after
 * the first has it, too: so whatever is told is drift.
 *
 * <p>
 * An embedder's view:
 *
 * <pre>
 * var watch = new PlacementWatch(agent, WatchPolicy.every(Duration.ofSeconds(10)), executor, clock);
 * watch.onFinding(finding -> log(finding));
 * watch.start();
 * </pre>
 *
 * Executor and agent stay the caller's. Safe for use by many threads.
 */
public final class PlacementWatch implements WatchFigures, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PlacementWatch.class.getName());

    private final Agent agent;
    private final Proofs proofs;
    private final WatchPolicy policy;
    private final ScheduledExecutorService executor;
    private final Strangers strangers;
    private final Tally tally = new Tally();
    private final List<Consumer<Finding>> listeners = new CopyOnWriteArrayList<>();
    /** One look at a time, so that findings come in order. */
    private final ReentrantLock looking = new ReentrantLock();
    private final Map<InstanceId, Standing> standings = new ConcurrentHashMap<>();
    private volatile Strangers.Round lastRound = Strangers.Round.NOTHING;
    private volatile Subscription changes = () -> {};
    private volatile boolean closed;

    public PlacementWatch(Agent agent, WatchPolicy policy, ScheduledExecutorService executor, InstantSource clock) {
        this.agent = agent;
        this.proofs = agent.proofs();
        this.policy = policy;
        this.executor = executor;
        this.strangers = new Strangers(proofs.files(), clock);
    }

    /** Tells what is found, on a thread of the executor; a listener should be quick. */
    public void onFinding(Consumer<Finding> listener) {
        listeners.add(listener);
    }

    /** Begins with a round at once. */
    public void start() {
        changes = proofs.onChange(id -> later(() -> look(id), 0));
        later(this::roundAndNext, 0);
    }

    private void roundAndNext() {
        try {
            round();
        } finally {
            later(this::roundAndNext, policy.interval().toMillis());
        }
    }

    private void later(Runnable work, long millis) {
        try {
            if (!closed) {
                var _ = executor.schedule(() -> guarded(work), millis, TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException _) {
            // The caller has ended its executor, and us with it.
            closed = true;
        }
    }

    private void guarded(Runnable work) {
        try {
            if (!closed) {
                work.run();
            }
        } catch (VirtDriverException e) {
            tally.unavailable.increment();
            LOG.log(System.Logger.Level.DEBUG, "no look: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a look has failed", e);
        }
    }

    /**
     * Looks at every claim now.
     *
     * @throws VirtDriverException UNAVAILABLE while the hypervisor does not answer
     */
    public void round() {
        looking.lock();
        try {
            var claims = agent.claims();
            var seen = new HashMap<InstanceId, Look.Seen>();
            for (var claim : claims) {
                if (lookNow(claim.id()) instanceof Look.Seen found) {
                    seen.put(claim.id(), found);
                }
            }
            lastRound = strangers.look(claims, seen.values(), policy);
            seen.values().forEach(one -> judge(one, policy.repair()));
            standings.keySet().stream().filter(id -> claims.stream().noneMatch(claim -> claim.id().equals(id)))
                    .forEach(this::settle);
            tally.rounds.increment();
        } finally {
            looking.unlock();
        }
    }

    /** Looks at one instance now; who else runs on its pCPUs stays as the last round has it. */
    public void look(InstanceId id) {
        looking.lock();
        try {
            if (lookNow(id) instanceof Look.Seen seen) {
                judge(seen, policy.repair());
            }
        } finally {
            looking.unlock();
        }
    }

    private Look lookNow(InstanceId id) {
        tally.looks.increment();
        var look = proofs.look(id);
        switch (look) {
            case Look.Busy _ -> {
                tally.busy.increment();
                later(() -> look(id), policy.patience().toMillis());
            }
            case Look.Gone _,Look.Still _ -> settle(id);
            case Look.Seen _ -> {
            }
        }
        return look;
    }

    /** Whatever it had is over. */
    private void settle(InstanceId id) {
        var former = standings.remove(id);
        if (former != null && former.drifts()) {
            tally.ended.increment();
            tell(new Finding.DriftMoot(id, former.differences()));
        }
    }

    private void judge(Look.Seen seen, Repair repair) {
        var id = seen.claim().id();
        var former = standings.getOrDefault(id, new Standing(0, List.of(), 0));
        var around = lastRound.of(id);
        var evidence = seen.evidence().with(around);
        if (former.isNews(evidence)) {
            if (!(lookNow(id) instanceof Look.Seen again)) {
                return;
            }
            evidence = Standing.confirmed(evidence, again.evidence().with(around));
        }
        var finding = former.next(evidence);
        standings.put(id, Standing.of(evidence));
        finding.ifPresent(told -> {
            count(told);
            tell(told);
            if (repair == Repair.REPIN && !Repairs.within(told).isEmpty()) {
                repair(id);
            }
        });
    }

    private void count(Finding finding) {
        switch (finding) {
            case Finding.DriftBegan _ -> tally.began.increment();
            case Finding.DriftEnded _ -> tally.ended.increment();
            case Finding.InForce _,Finding.DriftChanged _,Finding.DriftMoot _,Finding.NotRepaired _ -> {
            }
        }
    }

    /** The proof is a new look, not the word of whoever repaired. */
    private void repair(InstanceId id) {
        tally.repairs.increment();
        try {
            if (proofs.restore(id).isPresent() && lookNow(id) instanceof Look.Seen again) {
                judge(again, Repair.NONE);
            }
        } catch (VirtDriverException e) {
            tell(new Finding.NotRepaired(id, String.valueOf(e.getMessage())));
        }
        var now = standings.get(id);
        if (now != null && now.drifts()) {
            tally.repairsFailed.increment();
        }
    }

    private void tell(Finding finding) {
        for (var listener : listeners) {
            try {
                listener.accept(finding);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a listener has failed", e);
            }
        }
    }

    /** How the vCPUs of an instance hold their pCPUs, by the last two rounds; empty before there were two. */
    public Optional<List<VcpuHold>> holds(InstanceId id) {
        return Optional.ofNullable(lastRound.holds().get(id));
    }

    @Override
    public Counts counts() {
        var now = List.copyOf(standings.values());
        var holds = new ArrayList<VcpuHold>();
        lastRound.holds().values().forEach(holds::addAll);
        return new Counts(tally.rounds.sum(), tally.looks.sum(), tally.busy.sum(), tally.unavailable.sum(),
                tally.began.sum(), tally.ended.sum(), tally.repairs.sum(), tally.repairsFailed.sum(),
                (int) now.stream().filter(Standing::drifts).count(),
                now.stream().mapToInt(one -> one.differences().size()).sum(),
                now.stream().mapToInt(Standing::remarks).sum(), count(holds, VcpuHold.Kind.PINNED_EXCLUSIVE),
                count(holds, VcpuHold.Kind.PINNED_SHARED), count(holds, VcpuHold.Kind.FLOATING));
    }

    private static int count(List<VcpuHold> holds, VcpuHold.Kind kind) {
        return (int) holds.stream().filter(hold -> hold.kind() == kind).count();
    }

    /** Looks no more; a look that is under way ends. */
    @Override
    public void close() {
        closed = true;
        changes.close();
    }
}
