package io.bedplate.agent;

import java.util.List;
import java.util.TreeMap;

import io.bedplate.virt.InstanceId;

/** A journal that outlives agents, but not the test. */
public final class MemoryJournal implements Journal {
    private final TreeMap<InstanceId, Claim> claims = new TreeMap<>();

    @Override
    public synchronized List<Claim> claims() {
        return List.copyOf(claims.values());
    }

    @Override
    public synchronized void put(Claim claim) {
        claims.put(claim.id(), claim);
    }

    @Override
    public synchronized void remove(InstanceId id) {
        claims.remove(id);
    }
}
