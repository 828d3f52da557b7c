package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;

/** Applies a plan to a domain, part by part, and notes what does not fit and what is left. */
final class Mover {
    private final Domain domain;
    private final MigrationPlan plan;
    private final Notes notes = new Notes(new ArrayList<>(), new ArrayList<>());

    Mover(Domain domain, MigrationPlan plan) {
        this.domain = domain;
        this.plan = plan;
    }

    /** Sentences for people. */
    record Notes(List<String> reasons, List<String> left) {
        void refuse(String reason) {
            reasons.add(reason);
        }

        void leave(String what) {
            left.add(what);
        }
    }

    Migration move() {
        var builder = new DomainBuilder(domain);
        new CpuMove(domain, plan, notes).cpuTune().ifPresent(builder::cpuTune);
        domain.mark().filter(_ -> !plan.emulatorCpus().isEmpty())
                .ifPresent(_ -> domain.metadata().map(Metadata::withPlainMark).ifPresent(builder::metadata));
        var memory = new MemoryMove(domain, plan, notes);
        memory.numaTune().ifPresent(builder::numaTune);
        memory.backing().ifPresent(builder::memoryBacking);
        var devices = new DeviceMove(plan, notes);
        var moved = (Domain) Rewriter.rewritten(builder.build(), devices::moved);
        devices.finish();
        return notes.reasons().isEmpty()
                ? new Migration.Moved(moved, notes.left())
                : new Migration.Refused(notes.reasons());
    }
}
