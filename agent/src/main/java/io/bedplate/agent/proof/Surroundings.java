package io.bedplate.agent.proof;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;

/**
 * What a guest must leave alone, and what is near it.
 *
 * @param foreignCpus pCPUs dedicated to other guests
 * @param cellCpus    CPUs of host cells, by cell
 */
public record Surroundings(CpuSet foreignCpus, SortedMap<Integer, CpuSet> cellCpus) {
    /** For a look at the guest alone. */
    public static final Surroundings NONE = new Surroundings(CpuSet.empty(), Collections.emptySortedMap());

    public Surroundings {
        cellCpus = Collections.unmodifiableSortedMap(new TreeMap<>(cellCpus));
    }

    CpuSet cpusOf(int cell) {
        return cellCpus.getOrDefault(cell, CpuSet.empty());
    }
}
