package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.xml.MemoryBacking.HugePage;
import io.bedplate.libvirt.xml.MemoryBacking.HugePages;
import io.bedplate.libvirt.xml.NumaTune.MemNode;

/** Moves a guest's memory to other cells and pages. A guest without cells of its own is one cell, 0. */
final class MemoryMove {
    // What every x86 kernel calls an ordinary page.
    private static final PageSize SMALL_PAGE = PageSize.KIB_4;

    private final Domain domain;
    private final MigrationPlan plan;
    private final Mover.Notes notes;
    private final Set<Integer> cells = new LinkedHashSet<>();
    private final boolean hasCells;

    MemoryMove(Domain domain, MigrationPlan plan, Mover.Notes notes) {
        this.domain = domain;
        this.plan = plan;
        this.notes = notes;
        var numa = domain.cpu().flatMap(Cpu::numa).map(Cpu.Numa::cells).orElse(List.of());
        for (int i = 0; i < numa.size(); i++) {
            cells.add(numa.get(i).id().orElse(i));
        }
        hasCells = !cells.isEmpty();
        if (!hasCells) {
            cells.add(0);
        }
        refuseStrangers("nodes", plan.cells().keySet());
        refuseStrangers("page_size_kib", plan.pageSizes().keySet());
    }

    private void refuseStrangers(String key, Set<Integer> named) {
        named.stream().filter(cell -> !cells.contains(cell)).sorted()
                .forEach(cell -> notes.refuse("%s: the guest has no cell %d, only %s".formatted(key, cell, cells)));
    }

    /** Empty where there was none and none is needed. */
    Optional<NumaTune> numaTune() {
        if (plan.cells().isEmpty()) {
            domain.numaTune().flatMap(NumaTune::memory).flatMap(NumaTune.Memory::nodeset).ifPresent(
                    nodes -> notes.leave("memory is bound to host cells %s, and the plan does not say where it goes"
                            .formatted(nodes)));
            return domain.numaTune();
        }
        return Optional.of(domain.numaTune().map(this::moved).orElseGet(this::made));
    }

    private NumaTune moved(NumaTune old) {
        var memNodes = new ArrayList<MemNode>();
        for (var node : old.memNodes()) {
            var host = plan.cells().get(node.cell());
            if (host == null) {
                notes.leave("guest cell %d is bound to host cells %s, and the plan does not say where it goes"
                        .formatted(node.cell(), node.nodeset()));
            }
            memNodes.add(host == null ? node : new MemNode(node.cell(), node.mode(), CpuSet.of(host), node.rest()));
        }
        var all = union(memNodes).or(hosts());
        return new NumaTune(old.memory().map(memory -> new NumaTune.Memory(memory.mode(),
                memory.nodeset().map(_ -> all), memory.placement(), memory.rest())), memNodes, old.rest());
    }

    private NumaTune made() {
        return NumaTune.strict(hosts(), !hasCells
                ? List.of()
                : new TreeMap<>(plan.cells()).entrySet().stream()
                        .map(entry -> MemNode.strict(entry.getKey(), CpuSet.of(entry.getValue()))).toList());
    }

    private CpuSet hosts() {
        return CpuSet.of(plan.cells().values().stream().mapToInt(Integer::intValue).toArray());
    }

    private static CpuSet union(List<MemNode> nodes) {
        return nodes.stream().map(MemNode::nodeset).reduce(CpuSet.empty(), CpuSet::or);
    }

    /** Empty where there is none, before or after. */
    Optional<MemoryBacking> backing() {
        var old = domain.memoryBacking();
        if (plan.pageSizes().isEmpty()) {
            return old;
        }
        var pages = pages(old.flatMap(MemoryBacking::hugePages).map(HugePages::pages).orElse(List.of()));
        var rest = old.flatMap(MemoryBacking::hugePages).map(HugePages::rest).orElse(Rest.NONE);
        var huge = pages.isEmpty() ? Optional.<HugePages>empty() : Optional.of(new HugePages(pages, rest));
        return old.map(backing -> backing.with(huge)).or(() -> huge.map(some -> MemoryBacking.of(List.of(), false)
                .with(huge)));
    }

    // An entry is kept as it stands where all its cells keep their pages.
    private List<HugePage> pages(List<HugePage> old) {
        var moving = new TreeMap<>(plan.pageSizes());
        var result = new ArrayList<HugePage>();
        for (var page : old) {
            var staying = CpuSet.empty();
            var own = page.nodeset().orElse(all());
            for (int cell : own.toArray()) {
                var size = moving.get(cell);
                if (size == null || page.kib().equals(OptionalLong.of(size.kib()))) {
                    moving.remove(cell);
                    staying = staying.plus(cell);
                }
            }
            if (staying.equals(own)) {
                result.add(page);
            } else if (!staying.isEmpty()) {
                result.add(new HugePage(page.size(), page.unit(), Optional.of(staying), page.rest()));
            }
        }
        moving.values().removeIf(size -> size.compareTo(SMALL_PAGE) <= 0);
        bySize(moving).forEach((size, where) -> join(result, size, where));
        return result;
    }

    private static Map<PageSize, CpuSet> bySize(Map<Integer, PageSize> sizes) {
        var cellsBySize = new TreeMap<PageSize, CpuSet>();
        sizes.forEach((cell, size) -> cellsBySize.merge(size, CpuSet.of(cell), CpuSet::or));
        return cellsBySize;
    }

    private void join(List<HugePage> pages, PageSize size, CpuSet where) {
        for (int i = 0; i < pages.size(); i++) {
            var page = pages.get(i);
            if (page.nodeset().isPresent() && page.kib().equals(OptionalLong.of(size.kib()))) {
                pages.set(i, new HugePage(page.size(), page.unit(), page.nodeset().map(where::or), page.rest()));
                return;
            }
        }
        pages.add(new HugePage(size.kib(), Optional.of("KiB"), hasCells ? Optional.of(where) : Optional.empty(),
                Rest.NONE));
    }

    private CpuSet all() {
        return CpuSet.of(cells.stream().mapToInt(Integer::intValue).toArray());
    }
}
