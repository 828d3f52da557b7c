package io.bedplate.agent.proof;

import java.util.LinkedHashMap;
import java.util.Map;

import io.bedplate.agent.proof.Evidence.FunctionRow;
import io.bedplate.agent.proof.Evidence.MemoryRow;
import io.bedplate.agent.proof.Evidence.ThreadRow;

/** Evidence for machines, as names and values: CPU lists as arrays, differences as sentences and field by field. */
public final class EvidenceTree {
    private EvidenceTree() {}

    public static Map<String, Object> of(Evidence evidence) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("instance", evidence.instance().toString());
        tree.put("name", evidence.name());
        tree.put("verified_at", evidence.at().toString());
        tree.put("pid", evidence.pid());
        tree.put("in_force", evidence.inForce());
        tree.put("threads", evidence.threads().stream().map(EvidenceTree::tree).toList());
        tree.put("memory", evidence.memory().stream().map(EvidenceTree::tree).toList());
        tree.put("functions", evidence.functions().stream().map(EvidenceTree::tree).toList());
        tree.put("differences", evidence.differences().stream().map(Difference::sentence).toList());
        tree.put("details", evidence.differences().stream().map(DifferenceTree::of).toList());
        tree.put("remarks", evidence.remarks().stream().map(Difference::sentence).toList());
        return tree;
    }

    private static Map<String, Object> tree(FunctionRow row) {
        var found = row.found();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("address", found.address().toString());
        found.driver().ifPresent(driver -> tree.put("driver", driver));
        found.iommuGroup().ifPresent(group -> tree.put("iommu_group", group));
        tree.put("held", found.held());
        row.claimedCell().ifPresent(cell -> tree.put("claimed_node", cell));
        found.cell().ifPresent(cell -> tree.put("node", cell));
        var interrupts = new LinkedHashMap<String, Object>();
        found.interrupts().forEach(line -> interrupts.put(Integer.toString(line.number()), line.cpus().toArray()));
        tree.put("interrupts", interrupts);
        return tree;
    }

    private static Map<String, Object> tree(ThreadRow row) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("tid", row.tid());
        tree.put("name", row.name());
        tree.put("role", row.role());
        tree.put("claimed_cpus", row.wanted().toArray());
        tree.put("allowed_cpus", row.allowed().toArray());
        tree.put("scheduler", row.fifo() ? "fifo" : "other");
        tree.put("priority", row.priority());
        row.group().ifPresent(group -> tree.put("group_cpus", group.cpus().toArray()));
        return tree;
    }

    private static Map<String, Object> tree(MemoryRow row) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("node", row.hostCell());
        tree.put("page_size_kib", row.pageSize().kib());
        tree.put("claimed_kib", row.wantedKib());
        tree.put("found_kib", row.foundKib());
        tree.put("policies", row.policies());
        return tree;
    }
}
