package io.bedplate.agent.kernel;

import java.util.regex.Pattern;

/** What a thread of a QEMU process does, told by the name QEMU gives it ({@code -name debug-threads=on}). */
public sealed interface ThreadRole {

    /** Runs one vCPU. */
    record Vcpu(int vcpu) implements ThreadRole {}

    /** Serves I/O in a loop of its own. */
    record IoThread(int number) implements ThreadRole {}

    /** Anything else: main loop, workers, monitor. */
    record Emulator() implements ThreadRole {}

    /** Made by the kernel within the process, which cannot say where it runs: of io_uring, vhost or KVM. */
    record Worker() implements ThreadRole {}

    /** Reads {@code CPU 3/KVM}, {@code CPU 3/TCG}, {@code IO iothread1}. */
    static ThreadRole ofName(String name) {
        var vcpu = Names.VCPU.matcher(name);
        if (vcpu.matches()) {
            return new Vcpu(Integer.parseInt(vcpu.group(1)));
        }
        var ioThread = Names.IO_THREAD.matcher(name);
        return ioThread.matches() ? new IoThread(Integer.parseInt(ioThread.group(1))) : new Emulator();
    }

    /** For people: {@code vcpu 3}, {@code iothread 1}, {@code emulator}. */
    default String text() {
        return switch (this) {
            case Vcpu(int vcpu) -> "vcpu " + vcpu;
            case IoThread(int number) -> "iothread " + number;
            case Emulator() -> "emulator";
            case Worker() -> "worker of the kernel";
        };
    }

    /** The patterns, compiled once. */
    final class Names {
        private static final Pattern VCPU = Pattern.compile("CPU (\\d{1,5})/.*");
        private static final Pattern IO_THREAD = Pattern.compile("IO iothread(\\d{1,5})");

        private Names() {}
    }
}
