package io.bedplate.libvirt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.LibvirtSettings.DomainType;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.jna.LibvirtSession;
import io.bedplate.libvirt.xml.CapabilitiesXml;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Chooses what guests are made of on this host, once, when the first guest asks. */
final class MachineChoice {
    private static final String ARCH = "x86_64";
    /** Where there is emulation to fall back to. */
    private static final Duration BRIEF = Duration.ofSeconds(10);
    /** Where there is nothing but KVM. On KVM within KVM on a busy machine the first guest may need more than the brief. */
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private final LibvirtLink link;
    private final HostFiles files;
    private final DomainType wanted;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private Optional<Machine> chosen = Optional.empty();

    MachineChoice(LibvirtLink link, HostFiles files, DomainType wanted) {
        this.link = link;
        this.files = files;
        this.wanted = wanted;
    }

    /**
     * The machine.
     *
     * @throws VirtDriverException UNSUPPORTED when nothing here runs such guests
     */
    Machine get() {
        lock.lock();
        try {
            var machine = chosen.orElseGet(this::choose);
            chosen = Optional.of(machine);
            return machine;
        } finally {
            lock.unlock();
        }
    }

    private Machine choose() {
        var capabilities = readable(link.call(Lane.SLOW, LibvirtSession::capabilities));
        var emulator = capabilities.emulator(ARCH).orElseThrow(() -> new VirtDriverException(Kind.UNSUPPORTED,
                "libvirt knows no QEMU for %s guests here; is qemu-system-x86 installed?".formatted(ARCH)));
        return Machine.x86(type(capabilities, emulator), emulator).withTopoext(hasTopoext());
    }

    private boolean hasTopoext() {
        return files.read("proc/cpuinfo").stream().flatMap(String::lines).filter(line -> line.startsWith("flags"))
                .anyMatch(line -> List.of(line.split("\\s+", -1)).contains("topoext"));
    }

    private static CapabilitiesXml readable(String xml) {
        try {
            return CapabilitiesXml.read(xml);
        } catch (IllegalArgumentException e) {
            throw new VirtDriverException(Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }

    private String type(CapabilitiesXml capabilities, String emulator) {
        if (wanted == DomainType.QEMU) {
            return Machine.QEMU;
        }
        return switch (kvm(capabilities, emulator)) {
            case KvmProbe.Answer.Works() -> Machine.KVM;
            case KvmProbe.Answer.Useless(var why) when wanted == DomainType.KVM ->
                throw new VirtDriverException(Kind.UNSUPPORTED, "KVM does not work here: " + why);
            case KvmProbe.Answer.Useless _ -> Machine.QEMU;
        };
    }

    private KvmProbe.Answer kvm(CapabilitiesXml capabilities, String emulator) {
        return capabilities.offers(ARCH, Machine.KVM)
                ? KvmProbe.ask(files, emulator, wanted == DomainType.KVM ? PATIENT : BRIEF)
                : new KvmProbe.Answer.Useless("libvirt does not offer it");
    }
}
