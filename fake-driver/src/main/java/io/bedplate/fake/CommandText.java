package io.bedplate.fake;

import java.util.List;

import io.bedplate.fake.SimulatedProcess.Role;
import io.bedplate.fake.SimulatedProcess.SimulatedThread;

/** {@code cmdline} and {@code cgroup} as libvirt with systemd and version 2 of control groups makes them. */
final class CommandText {
    private CommandText() {}

    /** Arguments with a NUL between them. */
    static String commandLine(SimulatedProcess process) {
        var spec = process.spec();
        return String.join("\0",
                List.of(process.binary(), "-name", "guest=%s,debug-threads=on".formatted(spec.name()), "-S", "-m",
                        "size=%dk".formatted(spec.memoryKib()), "-overcommit",
                        "mem-lock=" + (spec.placement().lockedMemory() ? "on" : "off"), "-smp",
                        "%d,sockets=%d,cores=%d,threads=%d".formatted(spec.vcpus(),
                                spec.placement().topology().sockets(), spec.placement().topology().cores(),
                                spec.placement().topology().threads()),
                        "-uuid", spec.id().toString()));
    }

    static String controlGroup(SimulatedProcess process, SimulatedThread thread) {
        String unit = "qemu-%d-%s".formatted(process.domainId(), process.spec().name()).replace("-", "\\x2d");
        String group = switch (thread.role()) {
            case Role.Emulator() -> "emulator";
            case Role.IoThread(int id) -> "iothread" + id;
            case Role.Vcpu(int id) -> "vcpu" + id;
        };
        return "0::/machine.slice/machine-%s.scope/libvirt/%s".formatted(unit, group);
    }
}
