package io.bedplate.agent.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.bedplate.agent.kernel.ThreadRole;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.GuestStats.Vcpu;
import io.bedplate.virt.InstanceId;

/**
 * How long vCPUs waited for a pCPU, from the kernel, where the hypervisor does not say: the second figure of a thread's
 * {@code schedstat} (Documentation/scheduler/sched-stats.rst).
 */
final class StealTimes {
    private final HostFiles files;
    private final Supplier<List<Guest>> guests;

    /** Asks for the guests' processes only where one is needed. */
    StealTimes(HostFiles files, Supplier<List<Guest>> guests) {
        this.files = files;
        this.guests = guests;
    }

    List<GuestStats> complete(List<GuestStats> stats) {
        if (stats.stream().noneMatch(StealTimes::lacks)) {
            return stats;
        }
        var processes = new HashMap<InstanceId, Long>();
        guests.get().forEach(guest -> guest.pid().ifPresent(pid -> processes.put(guest.id(), pid)));
        return stats.stream().map(one -> {
            var pid = processes.get(one.id());
            return pid == null || !lacks(one) ? one : completed(one, waits(pid));
        }).toList();
    }

    private static boolean lacks(GuestStats guest) {
        return guest.vcpus().stream().anyMatch(vcpu -> vcpu.waitNanos().isEmpty());
    }

    private static GuestStats completed(GuestStats guest, Map<Integer, Long> waits) {
        return guest.with(guest.vcpus().stream().map(vcpu -> completed(vcpu, waits.get(vcpu.vcpu()))).toList());
    }

    private static Vcpu completed(Vcpu vcpu, @Nullable Long wait) {
        return wait == null || vcpu.waitNanos().isPresent() ? vcpu : vcpu.waiting(OptionalLong.of(wait));
    }

    /** By vCPU. */
    private Map<Integer, Long> waits(long pid) {
        var waits = new HashMap<Integer, Long>();
        String tasks = "proc/" + pid + "/task";
        for (var tid : files.list(tasks)) {
            String task = tasks + "/" + tid;
            if (ThreadRole.ofName(files.read(task + "/comm").orElse("").strip()) instanceof ThreadRole.Vcpu(int vcpu)) {
                files.read(task + "/schedstat").map(text -> text.strip().split(" ", -1))
                        .filter(figures -> figures.length > 1).map(figures -> HostText.number(figures[1]))
                        .ifPresent(wait -> wait.ifPresent(nanos -> waits.put(vcpu, nanos)));
            }
        }
        return waits;
    }
}
