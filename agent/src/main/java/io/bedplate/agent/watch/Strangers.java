package io.bedplate.agent.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.bedplate.agent.Claim;
import io.bedplate.agent.Proofs;
import io.bedplate.agent.Proofs.Look;
import io.bedplate.agent.kernel.ActivityReader;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.StrangerCheck;
import io.bedplate.agent.proof.StrangerCheck.Found;
import io.bedplate.agent.proof.VcpuHold;
import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.InstanceId;

/** Looks at who runs on the pCPUs of guests, all guests at once: the host is read once for them. */
final class Strangers {
    private final HostFiles files;
    private final ActivityReader activity;
    private final InstantSource clock;
    private @Nullable Instant former;

    Strangers(HostFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
        this.activity = new ActivityReader(files);
    }

    /** What a round finds; nothing for an instance that was not looked at. */
    record Round(Map<InstanceId, Found> found, Map<InstanceId, List<VcpuHold>> holds) {
        static final Round NOTHING = new Round(Map.of(), Map.of());

        Round {
            found = Map.copyOf(found);
            holds = Map.copyOf(holds);
        }

        Found of(InstanceId id) {
            return found.getOrDefault(id, Found.NOTHING);
        }
    }

    /**
     * Looks again.
     *
     * @param claims all of the host; one that an order is at work on dedicates its pCPUs, too
     * @param seen   guests at rest
     */
    Round look(List<Claim> claims, Collection<Look.Seen> seen, WatchPolicy policy) {
        var dedicated = claims.stream().map(Proofs::dedicated).reduce(CpuSet.empty(), CpuSet::or);
        var pinned = seen.stream().map(Look.Seen::evidence).map(VcpuHold::pinnedCpus).reduce(dedicated, CpuSet::or);
        var now = clock.instant();
        var ran = activity.look(pinned);
        var since = Optional.ofNullable(former);
        former = now;
        if (since.isEmpty()) {
            return Round.NOTHING;
        }
        var least = policy.leastRun(Duration.between(since.get(), now));
        var check = new StrangerCheck(dedicated,
                files.readCpus("sys/devices/system/cpu/isolated").orElse(CpuSet.empty()), least);
        var guests = seen.stream().map(Look.Seen::evidence).map(Evidence::pid).toList();
        var found = new HashMap<InstanceId, Found>();
        var holds = new HashMap<InstanceId, List<VcpuHold>>();
        for (var one : seen) {
            var id = one.claim().id();
            found.put(id, check.of(Proofs.dedicated(one.claim()), one.evidence().pid(), guests, ran));
            holds.put(id, VcpuHold.of(one.evidence(), ran, least));
        }
        return new Round(found, holds);
    }
}
