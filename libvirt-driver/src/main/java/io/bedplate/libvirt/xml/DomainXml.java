package io.bedplate.libvirt.xml;

import javax.xml.stream.XMLStreamException;

import io.bedplate.libvirt.xml.Domain.Boot;
import io.bedplate.libvirt.xml.Domain.CpuMode;
import io.bedplate.libvirt.xml.Domain.Scheduler;

/** Writes a {@link Domain}, always in the same order. With {@link DeviceXml} the only place that knows element names. */
public final class DomainXml {
    private final XmlOut out;

    private DomainXml(XmlOut out) {
        this.out = out;
    }

    /**
     * The document for libvirt's define.
     *
     * @throws IllegalArgumentException if a value has a character that XML cannot hold
     */
    public static String write(Domain domain) {
        return XmlOut.document(out -> new DomainXml(out).domain(domain));
    }

    private void domain(Domain domain) throws XMLStreamException {
        out.open("domain", "type", domain.type());
        out.text("name", domain.name());
        out.text("uuid", domain.uuid());
        metadata(domain.mark());
        kib("memory", domain.memoryKib());
        if (domain.memoryBacking().isPresent()) {
            memoryBacking(domain.memoryBacking().get());
        }
        vcpu(domain);
        cpuTune(domain.cpuTune());
        if (domain.numaTune().isPresent()) {
            numaTune(domain.numaTune().get());
        }
        os(domain.os());
        features();
        cpu(domain.cpu());
        clock(domain);
        lifecycle();
        devices(domain);
        out.close();
    }

    private void metadata(GuestMark mark) throws XMLStreamException {
        out.open("metadata");
        out.open(GuestMark.PREFIX + ":guest", "xmlns:" + GuestMark.PREFIX, GuestMark.NAMESPACE);
        if (!mark.emulatorCpus().isEmpty()) {
            out.empty(GuestMark.PREFIX + ":emulatorpin", "cpuset", mark.emulatorCpus());
        }
        out.close();
        out.close();
    }

    private void kib(String name, long kib) throws XMLStreamException {
        out.text(name, kib, "unit", "KiB");
    }

    private void memoryBacking(Domain.MemoryBacking backing) throws XMLStreamException {
        out.open("memoryBacking");
        if (!backing.hugePages().isEmpty()) {
            out.open("hugepages");
            for (var page : backing.hugePages()) {
                out.empty("page", "size", page.size().kib(), "unit", "KiB", "nodeset", page.cells());
            }
            out.close();
        }
        if (backing.noSharePages()) {
            out.empty("nosharepages");
        }
        if (backing.locked()) {
            out.empty("locked");
        }
        out.close();
    }

    private void vcpu(Domain domain) throws XMLStreamException {
        if (domain.vcpuSet().isPresent()) {
            out.text("vcpu", domain.vcpus(), "placement", "static", "cpuset", domain.vcpuSet().get());
        } else {
            out.text("vcpu", domain.vcpus(), "placement", "static");
        }
        if (domain.ioThreads() > 0) {
            out.text("iothreads", domain.ioThreads());
        }
    }

    private void cpuTune(Domain.CpuTune tune) throws XMLStreamException {
        if (tune.isEmpty()) {
            return;
        }
        out.open("cputune");
        for (var pin : tune.vcpuPins()) {
            out.empty("vcpupin", "vcpu", pin.thread(), "cpuset", pin.cpus());
        }
        if (tune.emulatorPin().isPresent()) {
            out.empty("emulatorpin", "cpuset", tune.emulatorPin().get());
        }
        for (var pin : tune.ioThreadPins()) {
            out.empty("iothreadpin", "iothread", pin.thread(), "cpuset", pin.cpus());
        }
        for (var scheduler : tune.schedulers()) {
            scheduler(scheduler);
        }
        out.close();
    }

    private void scheduler(Scheduler scheduler) throws XMLStreamException {
        switch (scheduler) {
            case Scheduler.Vcpus(var vcpus, int priority) ->
                out.empty("vcpusched", "vcpus", vcpus, "scheduler", "fifo", "priority", priority);
            case Scheduler.IoThreads(var threads, int priority) ->
                out.empty("iothreadsched", "iothreads", threads, "scheduler", "fifo", "priority", priority);
            case Scheduler.Emulator(int priority) ->
                out.empty("emulatorsched", "scheduler", "fifo", "priority", priority);
        }
    }

    private void numaTune(Domain.NumaTune tune) throws XMLStreamException {
        out.open("numatune");
        out.empty("memory", "mode", "strict", "nodeset", tune.hostCells());
        for (var node : tune.memNodes()) {
            out.empty("memnode", "cellid", node.cell(), "mode", "strict", "nodeset", node.hostCells());
        }
        out.close();
    }

    private void os(Domain.Os os) throws XMLStreamException {
        out.open("os");
        out.text("type", "hvm", "arch", os.arch(), "machine", os.machine());
        switch (os.boot()) {
            case Boot.Kernel(var kernel, var initrd, var cmdline) -> {
                out.text("kernel", kernel);
                out.text("initrd", initrd);
                out.text("cmdline", cmdline);
            }
            case Boot.Disk() -> out.empty("boot", "dev", "hd");
        }
        out.close();
    }

    // Without ACPI libvirt 9 passes -no-acpi, which QEMU 10 no longer knows.
    private void features() throws XMLStreamException {
        out.open("features");
        out.empty("acpi");
        out.empty("apic");
        out.close();
    }

    private void cpu(Domain.Cpu cpu) throws XMLStreamException {
        switch (cpu.mode()) {
            case CpuMode.HostPassthrough() -> out.open("cpu", "mode", "host-passthrough", "check", "none");
            case CpuMode.Custom(var model) -> {
                out.open("cpu", "mode", "custom", "match", "exact", "check", "none");
                out.text("model", model, "fallback", "forbid");
            }
        }
        var topology = cpu.topology();
        out.empty("topology", "sockets", topology.sockets(), "dies", 1, "cores", topology.cores(), "threads",
                topology.threads());
        if (!cpu.cells().isEmpty()) {
            out.open("numa");
            for (var cell : cpu.cells()) {
                cell(cell);
            }
            out.close();
        }
        out.close();
    }

    private void cell(Domain.CpuCell cell) throws XMLStreamException {
        if (cell.sharedMemory()) {
            out.empty("cell", "id", cell.id(), "cpus", cell.vcpus(), "memory", cell.memoryKib(), "unit", "KiB",
                    "memAccess", "shared");
        } else {
            out.empty("cell", "id", cell.id(), "cpus", cell.vcpus(), "memory", cell.memoryKib(), "unit", "KiB");
        }
    }

    private void clock(Domain domain) throws XMLStreamException {
        if (domain.timers().isEmpty()) {
            out.empty("clock", "offset", "utc");
            return;
        }
        out.open("clock", "offset", "utc");
        for (var timer : domain.timers()) {
            if (timer.tickPolicy().isPresent()) {
                out.empty("timer", "name", timer.name(), "tickpolicy", timer.tickPolicy().get());
            } else {
                out.empty("timer", "name", timer.name(), "present", timer.present().orElse(true) ? "yes" : "no");
            }
        }
        out.close();
    }

    // A guest that ended stays ended until somebody asks for it; only its own reboot goes on.
    private void lifecycle() throws XMLStreamException {
        out.text("on_poweroff", "destroy");
        out.text("on_reboot", "restart");
        out.text("on_crash", "destroy");
    }

    private void devices(Domain domain) throws XMLStreamException {
        out.open("devices");
        if (domain.emulator().isPresent()) {
            out.text("emulator", domain.emulator().get());
        }
        for (var device : domain.devices()) {
            DeviceXml.write(device, out);
        }
        out.close();
    }
}
