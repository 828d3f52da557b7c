package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.bedplate.libvirt.jna.DomainCopy;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.Dumping;
import io.bedplate.virt.InstanceId;

/** Dumps memory and interrupts guests. */
record Dumps(GuestTurns turns, LibvirtLink link) implements Dumping {

    @Override
    public void dump(InstanceId id, Path target) {
        turns.withActive(id, "dumped",
                _ -> NewFiles.make(target, () -> call(id, copy -> copy.dump(target.toString()))));
    }

    @Override
    public void injectNmi(InstanceId id) {
        turns.withActive(id, "interrupted", _ -> call(id, DomainCopy::injectNmi));
    }

    private void call(InstanceId id, Consumer<DomainCopy> work) {
        link.call(Lane.SLOW,
                session -> Launcher.domain(session, id, domain -> work.accept(new DomainCopy(domain))));
    }
}
