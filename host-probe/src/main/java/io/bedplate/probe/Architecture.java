package io.bedplate.probe;

import java.util.Optional;
import java.util.regex.Pattern;

import io.bedplate.host.files.HostFiles;

/** The machine name of a host, as in {@code uname -m}. */
final class Architecture {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,32}");
    private static final Pattern X86_64_FLAG = Pattern.compile("(?m)^flags\\s*:.*\\blm\\b");
    private static final Pattern ARMV8 = Pattern.compile("(?m)^CPU architecture\\s*:\\s*8\\s*$");
    private static final Pattern S390 = Pattern.compile("(?m)^vendor_id\\s*:\\s*IBM/S390\\s*$");
    private static final Pattern RISCV_64 = Pattern.compile("(?m)^isa\\s*:\\s*rv64");

    private Architecture() {}

    /** What the kernel says (since Linux 6.1), else what only one machine can have in its cpuinfo. */
    static Optional<String> of(HostFiles files) {
        return files.read("proc/sys/kernel/arch").filter(text -> NAME.matcher(text).matches())
                .or(() -> ofCpuInfo(files.read("proc/cpuinfo").orElse("")));
    }

    // POWER is missing on purpose: cpuinfo does not tell ppc64 from ppc64le.
    private static Optional<String> ofCpuInfo(String text) {
        if (X86_64_FLAG.matcher(text).find()) {
            return Optional.of("x86_64");
        }
        if (ARMV8.matcher(text).find()) {
            return Optional.of("aarch64");
        }
        if (S390.matcher(text).find()) {
            return Optional.of("s390x");
        }
        return RISCV_64.matcher(text).find() ? Optional.of("riscv64") : Optional.empty();
    }

    static String ofThisJvm() {
        String arch = System.getProperty("os.arch", HostProbe.UNKNOWN);
        return arch.equals("amd64") ? "x86_64" : arch;
    }
}
