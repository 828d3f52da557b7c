package io.bedplate.libvirt.jna;

import java.util.Optional;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Whether a host can give guests a processor. */
public record CpuComparison(LibvirtSession session) {

    /**
     * Why it cannot; empty = it can, as far as libvirt knows.
     *
     * @param type the domain's, {@code kvm} or {@code qemu}
     * @param cpu  the {@code <cpu>} element of a running domain
     */
    public Optional<String> misfit(String emulator, String arch, String type, String cpu) {
        int result = session.natives().moves().virConnectCompareHypervisorCPU(session.pointer(), emulator, arch, null,
                type, cpu, MoveApi.COMPARE_CPU_FAIL_INCOMPATIBLE);
        if (result > 0) {
            return Optional.empty();
        }
        var failure = LibvirtErrors.last("compare CPU");
        if (failure.kind() == Kind.UNAVAILABLE) {
            throw failure;
        }
        return failure.kind() == Kind.UNSUPPORTED ? Optional.empty() : Optional.of(text(failure));
    }

    private static String text(VirtDriverException failure) {
        return String.valueOf(failure.getMessage());
    }
}
