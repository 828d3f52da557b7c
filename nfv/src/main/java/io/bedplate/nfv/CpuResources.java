package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;

/**
 * CPU wishes in Placement's own words: {@code resources:PCPU}, {@code resources:VCPU} and the hyperthreading trait, in
 * the unnumbered or a numbered group.
 *
 * @param keys   those of the amounts
 * @param traits what the flavor or the image says of hyperthreading, without repetition
 */
record CpuResources(long vcpu, long pcpu, List<String> keys, List<String> traits) {
    private static final String HYPERTHREADING = "HW_CPU_HYPERTHREADING";

    static CpuResources read(Reading reading) {
        long[] amounts = new long[2];
        var keys = new ArrayList<String>(0);
        reading.flavorsWithPrefix("resources").forEach((key, value) -> {
            int which = isNumbered(key, "resources", "VCPU") ? 0 : isNumbered(key, "resources", "PCPU") ? 1 : -1;
            if (which >= 0 && Reading.number(value, 0) != 0) {
                amounts[which] += Reading.number(value, 0);
                keys.add(key);
            }
        });
        return new CpuResources(amounts[0], amounts[1], keys, traits(reading));
    }

    private static List<String> traits(Reading reading) {
        var traits = new ArrayList<String>(0);
        reading.flavorsWithPrefix("trait").forEach((key, value) -> {
            if (isNumbered(key, "trait", HYPERTHREADING) && !traits.contains(value)) {
                traits.add(value);
            }
        });
        if (traits.isEmpty() && reading.imagesWithPrefix("trait:").containsKey("trait:" + HYPERTHREADING)) {
            traits.add("required");
        }
        return traits;
    }

    // namespace, nothing or a number without leading zero, colon, name
    private static boolean isNumbered(String key, String namespace, String name) {
        int colon = key.length() - name.length() - 1;
        if (colon < namespace.length() || key.charAt(colon) != ':' || !key.endsWith(name)) {
            return false;
        }
        for (int i = namespace.length(); i < colon; i++) {
            if (key.charAt(i) < (i == namespace.length() ? '1' : '0') || key.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    Optional<CpuPolicy> policy(Reading reading, Optional<CpuPolicy> said, EmulatorThreadPolicy emulator,
            IoThreadWish ioThreads) {
        if (keys.isEmpty()) {
            return said;
        }
        if (said.isPresent() || (vcpu != 0 && pcpu != 0)) {
            reading.refuse(RequestRule.CPU_RESOURCES_CONFLICT, keys,
                    "either an amount of VCPU, or one of PCPU, or hw:cpu_policy", "more than one of them");
            return said;
        }
        if (pcpu == 0) {
            return Optional.of(CpuPolicy.SHARED);
        }
        long wanted = reading.flavor.vcpus() + (emulator == EmulatorThreadPolicy.ISOLATE ? 1L : 0L)
                + ioThreads.ownCpus();
        if (pcpu != wanted) {
            reading.refuse(RequestRule.CPU_RESOURCES_MISMATCH, keys,
                    "%d: the vCPUs, one more for isolated emulator threads, and isolated I/O threads".formatted(wanted),
                    Long.toString(pcpu));
        }
        return Optional.of(CpuPolicy.DEDICATED);
    }

    Optional<CpuThreadPolicy> threadPolicy(Reading reading, Optional<CpuThreadPolicy> said) {
        if (traits.isEmpty()) {
            return said;
        }
        if (said.isPresent() || traits.size() > 1) {
            reading.refuse(RequestRule.HYPERTHREADING_CONFLICT,
                    List.of("trait:" + HYPERTHREADING, Twin.THREAD_POLICY.flavor),
                    "one of the two, and the trait once", said.isPresent() ? "both" : String.join(" and ", traits));
        }
        return Optional.of(traits.contains("forbidden") ? CpuThreadPolicy.ISOLATE : CpuThreadPolicy.REQUIRE);
    }
}
