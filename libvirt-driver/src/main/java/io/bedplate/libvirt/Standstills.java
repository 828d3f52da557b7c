package io.bedplate.libvirt;

import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.bedplate.libvirt.jna.LifecycleEvent;
import io.bedplate.virt.InstanceId;

/** Since when guests stand still that are watched for it; by libvirt's events, which come in their order. */
final class Standstills {
    private static final OptionalLong RUNS = OptionalLong.empty();

    private final Map<UUID, OptionalLong> watched = new ConcurrentHashMap<>();

    /** Called by libvirt's event thread. */
    void tell(LifecycleEvent event) {
        long now = System.nanoTime();
        switch (event.type()) {
            case LifecycleEvent.SUSPENDED -> watched.computeIfPresent(event.uuid(),
                    (_, since) -> since.isPresent() ? since : OptionalLong.of(now));
            case LifecycleEvent.RESUMED -> watched.replace(event.uuid(), RUNS);
            default -> {
            }
        }
    }

    /** Watches a guest that runs; the caller has its turn, so there is one per guest. */
    void watch(InstanceId id) {
        watched.put(id.uuid(), RUNS);
    }

    /** In the clock of {@link System#nanoTime}; empty while it runs. */
    OptionalLong since(InstanceId id) {
        return watched.getOrDefault(id.uuid(), RUNS);
    }

    void forget(InstanceId id) {
        watched.remove(id.uuid());
    }
}
