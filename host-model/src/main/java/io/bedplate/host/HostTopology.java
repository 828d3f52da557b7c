package io.bedplate.host;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one machine has, as its kernel shows it. Says nothing of who uses it.
 *
 * @param name      host name
 * @param arch      machine name as in {@code uname -m}
 * @param cells     ascending by id
 * @param cores     the online threads of each physical core, ascending by lowest thread
 * @param distances {@code distances.get(i).get(j)} from the i-th to the j-th of {@code cells} in units of the ACPI SLIT
 *                  (10 = local); empty where unknown
 * @param caches    by level and id
 * @param pci       ascending by address, without bridges
 */
public record HostTopology(String name, String arch, List<NumaCell> cells, List<CpuSet> cores,
        List<List<Integer>> distances, List<Cache> caches, List<PciDevice> pci) {

    public HostTopology {
        cells = cells.stream().sorted(Comparator.comparingInt(NumaCell::id)).toList();
        cores = cores.stream().sorted().toList();
        distances = distances.stream().map(List::copyOf).toList();
        caches = List.copyOf(caches);
        pci = pci.stream().sorted(Comparator.comparing(PciDevice::address)).toList();
    }

    public Optional<NumaCell> cell(int id) {
        return cells.stream().filter(cell -> cell.id() == id).findFirst();
    }

    public CpuSet onlineCpus() {
        return cells.stream().map(NumaCell::cpus).reduce(CpuSet.empty(), CpuSet::or);
    }
}
