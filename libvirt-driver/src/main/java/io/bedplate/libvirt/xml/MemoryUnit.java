package io.bedplate.libvirt.xml;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** libvirt's units of memory (https://libvirt.org/formatdomain.html#memory-allocation). */
final class MemoryUnit {
    private MemoryUnit() {}

    /** Rounded up; empty where the unit is unknown or the amount absurd. Without a unit it is KiB. */
    static OptionalLong kib(long amount, Optional<String> unit) {
        long bytes = unit.map(MemoryUnit::bytes).orElse(1024L);
        if (bytes == 0 || amount < 0) {
            return OptionalLong.empty();
        }
        var kib = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(bytes)).add(BigInteger.valueOf(1023))
                .shiftRight(10);
        return kib.bitLength() > 62 ? OptionalLong.empty() : OptionalLong.of(kib.longValue());
    }

    private static long bytes(String unit) {
        var word = unit.toLowerCase(Locale.ROOT);
        if (word.equals("b") || word.equals("bytes")) {
            return 1;
        }
        int power = word.isEmpty() ? -1 : "kmgtpe".indexOf(word.charAt(0)) + 1;
        if (power <= 0) {
            return 0;
        }
        return switch (word.substring(1)) {
            case "", "ib" -> 1L << (10 * power);
            case "b" -> (long) Math.pow(1000, power);
            default -> 0;
        };
    }
}
