package io.bedplate.libvirt.image;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import static org.assertj.core.api.Assertions.assertThat;

/** Headers gone wrong: 100,000 of them, the same in every run. */
final class InspectionFuzzTests {
    private static final int CASES = 100_000;
    private static final long SEED = 20_260_401;
    private static final long MOST_ALLOCATED_BYTES = 4 << 20;
    private static final long[] EXTREMES = {0, 1, 7, 511, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000L, 0xffff_ffffL,
            Long.MAX_VALUE, Long.MIN_VALUE, -1, -512};

    private final Random random = new Random(SEED);
    private final List<Sample> samples = List.copyOf(Samples.all().values());
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void everyMutationGetsAnAnswerWithinItsMeans() throws IOException {
        long mostRead = 0;
        long mostAllocated = 0;
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        int safe = 0;
        for (int i = 0; i < CASES; i++) {
            var mutation = mutation();
            var source = new MemorySource(mutation.bytes(), mutation.size());
            long before = threads.getCurrentThreadAllocatedBytes();
            var inspection = ImageInspector.inspect(source, Optional.empty());
            mostAllocated = Math.max(mostAllocated, threads.getCurrentThreadAllocatedBytes() - before);
            mostRead = Math.max(mostRead, source.bytesRead());
            switch (inspection) {
                case Inspection.Safe _ -> safe++;
                case Inspection.Unsafe unsafe -> reasons.addAll(unsafe.reasons());
            }
        }
        assertThat(mostRead).isLessThanOrEqualTo(ImageInspector.MOST_BYTES);
        assertThat(mostAllocated).isLessThanOrEqualTo(MOST_ALLOCATED_BYTES);
        // The mutations reach every judgement but the one that needs a declared format.
        assertThat(EnumSet.complementOf(EnumSet.copyOf(reasons))).containsExactly(Reason.FORMAT_MISMATCH);
        assertThat(safe).isBetween(CASES / 100, CASES / 2);
    }

    private Sample mutation() {
        var sample = samples.get(random.nextInt(samples.size())).copy();
        var places = interesting(sample);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            sample = change(sample, places.get(random.nextInt(places.size())));
        }
        return random.nextBoolean() ? sample : repaired(sample);
    }

    /** Positions of bytes that are not zero, and 64 bytes behind these: where headers are. */
    private static List<Integer> interesting(Sample sample) {
        var places = new ArrayList<Integer>();
        int last = 0;
        for (int i = 0; i + 8 <= sample.bytes().length; i += 4) {
            last = sample.bytes()[i] != 0 || sample.bytes()[i + 3] != 0 ? i : last;
            if (i - last <= 64) {
                places.add(i);
            }
        }
        return places;
    }

    private Sample change(Sample sample, int at) {
        return switch (random.nextInt(6)) {
            case 0 -> sample.u8(at + random.nextInt(4), sample.bytes()[at] ^ (1 << random.nextInt(8)));
            case 1 -> sample.u32(at, EXTREMES[random.nextInt(EXTREMES.length)]);
            case 2 -> sample.u64(at, EXTREMES[random.nextInt(EXTREMES.length)]);
            case 3 -> sample.u32(at, random.nextInt());
            case 4 -> sample.ofSize(random.nextBoolean() ? random.nextInt(4096) : random.nextLong(sample.size() + 1));
            default -> splice(sample);
        };
    }

    /** Puts a piece of another format where it stands in that format. */
    private Sample splice(Sample sample) {
        byte[] other = samples.get(random.nextInt(samples.size())).bytes();
        int room = Math.min(other.length, sample.bytes().length);
        int from = random.nextInt(room);
        int length = Math.min(room - from, 1 + random.nextInt(600));
        System.arraycopy(other, from, sample.bytes(), from, length);
        return sample;
    }

    /** With right checksums, or the mutation would get no further than these. */
    private static Sample repaired(Sample sample) {
        byte[] magic = Arrays.copyOf(sample.bytes(), 8);
        if (Arrays.equals(magic, "conectix".getBytes(StandardCharsets.US_ASCII))
                && sample.bytes().length >= 1536) {
            return Samples.withVhdChecksums(sample);
        }
        return sample.bytes().length > Samples.VHDX_METADATA ? Samples.withVhdxChecksums(sample) : sample;
    }
}
