package io.bedplate.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/** Trees with a few faults each, from fixed seeds: reading them never throws and never gives a host that cannot be. */
final class DamagedTreesTests {
    private static final int TREES = 1500;
    private static final List<String> GARBAGE = List.of("", "-1", "\0", "garbage", "0-", "3-1", "0,0,0",
            "99999999999999999999",
            "0x", "\uFFFD\u0001", "0-16383", "10 10", "  ", "4294967295", "kB", "0-7,99999");

    private static final List<HostTree> SOUND = List.of(Recordings.LAB.tree(), Recordings.VIRTUAL_MACHINE.tree(),
            TreeOfHost.of(Machines.parse("3 cells, ids 0 8 252, 2 cores, 4 threads, cpuless 252, 1G:4, 2M:64, pf:1x3")),
            TreeOfHost.of(Machines.parse("2 cells, 4 cores, 2 threads, memoryless 1, offline 0")));

    private static HostTree damaged(HostTree sound, Random random) {
        var tree = sound;
        var paths = new ArrayList<>(sound.entries().keySet());
        for (int fault = 0; fault < 1 + random.nextInt(6); fault++) {
            String path = paths.get(random.nextInt(paths.size()));
            tree = switch (random.nextInt(5)) {
                case 0 -> tree.without(path);
                case 1 -> tree.without(parent(path, random));
                case 2 -> tree.without(path).with(path,
                        new Entry.Link("../gone/" + GARBAGE.get(random.nextInt(GARBAGE.size()))));
                case 3 -> tree.with(path, new Entry.Folder());
                default -> tree.with(path, new Entry.Text(GARBAGE.get(random.nextInt(GARBAGE.size()))));
            };
        }
        return tree;
    }

    /** A folder on the way, so that sometimes all of /sys is gone. */
    private static String parent(String path, Random random) {
        int depth = 1 + random.nextInt(path.split("/", -1).length);
        return String.join("/", List.of(path.split("/", -1)).subList(0, depth));
    }

    private static void assertSane(HostTopology host) {
        assertThat(host.cells()).isNotEmpty();
        assertThat(host.cells()).extracting(NumaCell::id).doesNotHaveDuplicates().isSorted();
        assertThat(host.cells().stream().mapToInt(cell -> cell.cpus().size()).sum())
                .isEqualTo(host.onlineCpus().size());
        assertThat(host.cores().stream().mapToInt(CpuSet::size).sum())
                .isEqualTo(host.cores().stream().reduce(CpuSet.empty(), CpuSet::or).size());
        assertThat(host.cores()).doesNotContain(CpuSet.empty());
        assertThat(host.cores().stream().reduce(CpuSet.empty(), CpuSet::or).containsAll(host.onlineCpus())).isTrue();
        assertThat(host.distances().size()).isIn(0, host.cells().size());
        assertThat(host.distances()).allSatisfy(row -> assertThat(row).hasSize(host.cells().size()));
        assertThat(host.caches()).allSatisfy(cache -> assertThat(cache.cpus().isEmpty()).isFalse());
        assertThat(new HashSet<>(host.caches())).hasSameSizeAs(host.caches());
        assertThat(host.pci()).allSatisfy(device -> {
            assertThat(device.vendorId()).matches("([0-9a-f]{4})?");
            assertThat(device.productId()).matches("([0-9a-f]{4})?");
            assertThat(device.totalVfs()).isBetween(0, 0xffff);
        });
    }

    @Test
    void readingThemNeverThrows() {
        for (int seed = 0; seed < TREES; seed++) {
            var random = new Random(seed);
            var tree = damaged(SOUND.get(random.nextInt(SOUND.size())), random);
            try {
                assertSane(HostProbe.read(tree.simulated()));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void aFolderReadsLikeTheSimulatedTree(@TempDir Path folder) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var tree = unpackable(damaged(Recordings.LAB.tree(), random));
            var root = folder.resolve("seed-" + seed);
            tree.unpack(root);

            assertThat(HostProbe.read(HostFiles.recorded(root))).as("seed %d", seed)
                    .isEqualTo(HostProbe.read(tree.simulated()));
        }
    }

    /** A real file system holds no link with a NUL, and nothing below a file. */
    private static HostTree unpackable(HostTree tree) {
        var kept = tree;
        for (var at : tree.entries().entrySet()) {
            if (at.getValue() instanceof Entry.Link(String target) && target.indexOf('\0') >= 0) {
                kept = kept.without(at.getKey());
            }
        }
        return kept;
    }

    @Test
    void noFaultShowsMemoryOrPagesThatWereNotThere() {
        var sound = Recordings.LAB.tree();
        var whole = HostProbe.read(sound.simulated());
        for (String path : sound.entries().keySet()) {
            var host = HostProbe.read(sound.with(path, new Entry.Text("")).simulated());
            for (var cell : host.cells()) {
                var before = whole.cell(cell.id()).orElseThrow();
                assertThat(cell.memoryKib()).as(path).isIn(0L, before.memoryKib());
                assertThat(before.cpus().containsAll(cell.cpus())).as(path).isTrue();
                cell.pools().forEach(pool -> assertThat(pool.free()).as(path)
                        .isLessThanOrEqualTo(before.pool(pool.size()).orElseThrow().free()));
            }
        }
    }
}
