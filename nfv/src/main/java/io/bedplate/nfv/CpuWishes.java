package io.bedplate.nfv;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.CpuSet;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;

/** Reads CPU, thread and emulator policies and the two masks, and holds the rules between them. */
final class CpuWishes {
    private static final String DEDICATED_MASK = "hw:cpu_dedicated_mask";
    private static final String EMULATOR = "hw:emulator_threads_policy";
    private static final String IO_THREADS = "hw:io_threads";
    private static final String IO_POLICY = "hw:io_threads_policy";
    private static final String REALTIME = "hw:cpu_realtime";

    private final Reading reading;
    private final CpuSet all;
    private final EmulatorThreadPolicy emulator;
    private final IoThreadWish ioThreads;

    private CpuWishes(Reading reading) {
        this.reading = reading;
        this.all = CpuSet.range(0, reading.flavor.vcpus() - 1);
        this.emulator = emulator(reading.flavor(EMULATOR));
        this.ioThreads = ioThreads(reading);
    }

    static CpuWish read(Reading reading) {
        return new CpuWishes(reading).read();
    }

    private CpuWish read() {
        var resources = CpuResources.read(reading);
        var policy = resources.policy(reading, policy(), emulator, ioThreads).orElse(CpuPolicy.SHARED);
        var threads = resources.threadPolicy(reading, threadPolicy());
        var realtime = realtime();
        var mask = dedicatedMask();
        checkPinning(policy, threads, realtime);
        checkIoThreads(policy);
        checkMasks(policy, mask, realtime);
        var dedicated = switch (policy) {
            case SHARED -> CpuSet.empty();
            case DEDICATED -> all;
            case MIXED -> mask.orElse(realtime);
        };
        return new CpuWish(policy, threads.orElse(CpuThreadPolicy.PREFER),
                policy == CpuPolicy.SHARED ? EmulatorThreadPolicy.UNSET : emulator, ioThreads, dedicated, realtime);
    }

    private static EmulatorThreadPolicy emulator(@Nullable String word) {
        if (word == null) {
            return EmulatorThreadPolicy.UNSET;
        }
        return word.equals("isolate") ? EmulatorThreadPolicy.ISOLATE : EmulatorThreadPolicy.SHARE;
    }

    private static IoThreadWish ioThreads(Reading reading) {
        String count = reading.flavor(IO_THREADS);
        boolean isolated = "isolate".equals(reading.flavor(IO_POLICY));
        return new IoThreadWish(count == null ? 0 : (int) Reading.number(count, 0), isolated);
    }

    private Optional<CpuPolicy> policy() {
        var flavor = policy(reading.flavor(Twin.CPU_POLICY));
        var image = policy(reading.image(Twin.CPU_POLICY));
        if (flavor == null) {
            return Optional.ofNullable(image);
        }
        boolean forbidden = image != null && switch (flavor) {
            case DEDICATED -> false;
            case MIXED -> image == CpuPolicy.DEDICATED;
            case SHARED -> image != CpuPolicy.SHARED;
        };
        if (forbidden) {
            reading.refuse(RequestRule.CPU_POLICY_FORBIDDEN, Twin.CPU_POLICY,
                    "no more pinning in the image than in the flavor", reading.found(Twin.CPU_POLICY));
        }
        return Optional.of(flavor);
    }

    private static @Nullable CpuPolicy policy(@Nullable String word) {
        return switch (word) {
            case "shared" -> CpuPolicy.SHARED;
            case "dedicated" -> CpuPolicy.DEDICATED;
            case "mixed" -> CpuPolicy.MIXED;
            case null, default -> null;
        };
    }

    private Optional<CpuThreadPolicy> threadPolicy() {
        String flavor = reading.flavor(Twin.THREAD_POLICY);
        String image = reading.image(Twin.THREAD_POLICY);
        if (flavor != null && !flavor.equals("prefer") && image != null && !image.equals(flavor)) {
            reading.refuse(RequestRule.THREAD_POLICY_FORBIDDEN, Twin.THREAD_POLICY,
                    "the flavor's thread policy in the image too", reading.found(Twin.THREAD_POLICY));
        }
        return Optional.ofNullable(switch (flavor == null ? image : flavor) {
            case "prefer" -> CpuThreadPolicy.PREFER;
            case "isolate" -> CpuThreadPolicy.ISOLATE;
            case "require" -> CpuThreadPolicy.REQUIRE;
            case null, default -> null;
        });
    }

    private Optional<CpuSet> dedicatedMask() {
        String text = reading.flavor(DEDICATED_MASK);
        if (text == null) {
            return Optional.empty();
        }
        var mask = VcpuList.parseMask(text, reading.flavor.vcpus());
        if (mask.isEmpty() || mask.get().isEmpty() || mask.get().equals(all) || !all.containsAll(mask.get())) {
            reading.refuse(RequestRule.DEDICATED_MASK_INVALID, List.of(DEDICATED_MASK),
                    "some of the vCPUs %s but not all".formatted(all), "\"%s\"".formatted(text));
        }
        return Optional.of(mask.orElse(CpuSet.empty()));
    }

    private CpuSet realtime() {
        if (!Reading.isYes(reading.flavor(REALTIME))) {
            return CpuSet.empty();
        }
        String image = reading.image(Twin.REALTIME_MASK);
        String text = image == null ? reading.flavor(Twin.REALTIME_MASK) : image;
        var mask = text == null ? Optional.of(all) : VcpuList.parseMask(text, reading.flavor.vcpus());
        boolean unserved = mask.isPresent() && mask.get().equals(all) && emulator == EmulatorThreadPolicy.UNSET;
        if (mask.isEmpty() || mask.get().isEmpty() || unserved || !all.containsAll(mask.get())) {
            reading.refuse(RequestRule.REALTIME_MASK_INVALID, Twin.REALTIME_MASK,
                    "some of the vCPUs %s, or all with hw:emulator_threads_policy".formatted(all),
                    text == null ? "no mask" : "\"%s\"".formatted(text));
        }
        return mask.orElse(all);
    }

    private void checkIoThreads(CpuPolicy policy) {
        if (ioThreads.isolated() && policy == CpuPolicy.SHARED) {
            reading.refuse(RequestRule.IO_ISOLATE_WITHOUT_PINNING, List.of(IO_POLICY),
                    "hw:cpu_policy dedicated or mixed", "isolate with shared vCPUs");
        }
        if (ioThreads.isolated() && ioThreads.count() == 0) {
            reading.refuse(RequestRule.IO_ISOLATE_WITHOUT_THREADS, List.of(IO_POLICY, IO_THREADS),
                    "hw:io_threads of at least 1", "isolate without I/O threads");
        }
    }

    private void checkPinning(CpuPolicy policy, Optional<CpuThreadPolicy> threads, CpuSet realtime) {
        if (policy != CpuPolicy.SHARED) {
            return;
        }
        String wanted = "hw:cpu_policy dedicated or mixed";
        if (threads.isPresent()) {
            reading.refuse(RequestRule.THREAD_POLICY_WITHOUT_PINNING, Twin.THREAD_POLICY, wanted,
                    "%s on shared vCPUs".formatted(word(threads.get())));
        }
        if (emulator == EmulatorThreadPolicy.ISOLATE) {
            reading.refuse(RequestRule.EMULATOR_ISOLATE_WITHOUT_PINNING, List.of(EMULATOR), wanted,
                    "isolate with shared vCPUs");
        }
        if (!realtime.isEmpty()) {
            reading.refuse(RequestRule.REALTIME_WITHOUT_PINNING, List.of(REALTIME), wanted,
                    "realtime on shared vCPUs");
        }
    }

    private void checkMasks(CpuPolicy policy, Optional<CpuSet> mask, CpuSet realtime) {
        if (policy != CpuPolicy.MIXED && mask.isPresent()) {
            reading.refuse(RequestRule.DEDICATED_MASK_WITHOUT_MIXED, List.of(DEDICATED_MASK), "hw:cpu_policy mixed",
                    "hw:cpu_policy %s".formatted(word(policy)));
        }
        if (policy == CpuPolicy.MIXED && mask.isPresent() == !realtime.isEmpty()) {
            reading.refuse(RequestRule.MIXED_MASK, List.of(DEDICATED_MASK, REALTIME),
                    "one of the two to say which vCPUs are dedicated", mask.isPresent() ? "both" : "neither");
        }
    }

    private static String word(Enum<?> policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }
}
