package io.bedplate.host;

import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The parser against the rule as a regular expression, the writer against the kernel's format string. */
final class PciAddressFormatTests {
    private static final Pattern RULE = Pattern.compile(
            "(?:([0-9a-fA-F]{1,8}):)?([0-9a-fA-F]{1,2}):([0-9a-fA-F]{1,2})\\.([0-7])");
    // Near misses matter most: digits of another script, letters behind f, line ends, surrogates.
    private static final String SIGNS = "000123789afAFgG::::...-+ x\n\u0661\uff11\u0141\ud835";

    private static String outcome(String text) {
        try {
            return PciAddress.parse(text).toString();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String outcomeByRule(String text) {
        var match = RULE.matcher(text);
        if (!match.matches()) {
            return "PCI address \"%s\": wanted the form 0000:3b:02.1".formatted(text);
        }
        long domain = match.group(1) == null ? 0 : Long.parseLong(match.group(1), 16);
        int bus = Integer.parseInt(match.group(2), 16);
        int slot = Integer.parseInt(match.group(3), 16);
        int function = Integer.parseInt(match.group(4), 16);
        return slot > 0x1f
                ? "PCI address %x:%x:%x.%x is out of range".formatted(domain, bus, slot, function)
                : "%04x:%02x:%02x.%x".formatted(domain, bus, slot, function);
    }

    @Test
    void anAddressWithSlipsIsReadByTheRule() {
        int read = 0;
        for (int seed = 0; seed < 200_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder("%x:%02x:%02x.%x".formatted(random.nextLong() >>> (24 + random.nextInt(40)),
                    random.nextInt(0x108), random.nextInt(0x28), random.nextInt(9)));
            for (int slips = random.nextInt(3); slips > 0; slips--) {
                int at = random.nextInt(text.length());
                int end = at + random.nextInt(2);
                text.replace(at, end, SIGNS.substring(random.nextInt(SIGNS.length())).substring(0, random.nextInt(2)));
            }
            assertThat(outcome(text.toString())).as("seed %d", seed).isEqualTo(outcomeByRule(text.toString()));
            read += RULE.matcher(text).matches() ? 1 : 0;
        }
        assertThat(read).isBetween(20_000, 180_000);
    }

    @Test
    void anyTextOfItsSignsIsReadByTheRule() {
        for (int seed = 0; seed < 200_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            assertThat(outcome(text.toString())).as("seed %d", seed).isEqualTo(outcomeByRule(text.toString()));
        }
    }
}
