package io.bedplate.nfv;

import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.PciDeviceType;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Networks and devices on more cells than can be tried with CPUs: every set of cells is tried against the requirements. */
final class RequirementSearchTests {
    private static final int CELLS = 9;
    private static final int CASES = 2000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void findsCellsWheneverSomeSetOfThemDoes(long seed) {
        int fitting = 0;
        for (int i = 0; i < CASES; i++) {
            var hard = new Case(new Random(seed * 1_000_033 + i));
            var host = hard.hosts.state();
            var request = hard.requests.build();
            var search = new CellSearch(host, request, new Demand(host.layout, request));
            var found = search.find();
            String about = "seed %d case %d: %s".formatted(seed, i, request);
            assertThat(found != null).as(about).isEqualTo(hard.isFeasible(search.requirements, 0));
            if (found != null) {
                fitting++;
                var near = found.cells().near(CELLS);
                assertThat(search.requirements.areMet(near, found.nearWishes())).as(about).isTrue();
                long loose = search.requirements.looseWishes();
                assertThat(found.nearWishes() == loose).as(about)
                        .isEqualTo(hard.isFeasible(search.requirements, loose));
            }
        }
        assertThat(fitting).isBetween(CASES / 10, CASES * 9 / 10);
    }

    /** Cells of one CPU or two, guest cells likewise. */
    private static final class Case {
        private final Random random;
        private final Hosts hosts = Hosts.empty();
        private final Requests requests = Requests.cells();
        private final int guests;
        private int wideGuests;
        private int wideCells;

        private Case(Random random) {
            this.random = random;
            this.guests = 1 + random.nextInt(4);
            int cellsOfSocket = 1 + random.nextInt(3);
            int cpus = 0;
            for (int cell = 0; cell < CELLS; cell++) {
                boolean wide = random.nextInt(3) > 0;
                hosts.cell(cell / cellsOfSocket, 16 << 20, wide
                        ? new String[]{String.valueOf(cpus), String.valueOf(cpus + 1)}
                        : new String[]{String.valueOf(cpus)});
                wideCells |= wide ? 1 << cell : 0;
                cpus += 2;
                addDevices(cell);
            }
            addGuests();
        }

        private void addDevices(int cell) {
            for (int plain = random.nextInt(3); plain > 0; plain--) {
                hosts.plain("0000:%02x:%02x.%d".formatted(cell + 1, 16, plain), "aaaa", cell);
            }
            for (int card = random.nextInt(3); card > 0; card--) {
                String[] vfs = new String[random.nextInt(4)];
                for (int vf = 0; vf < vfs.length; vf++) {
                    vfs[vf] = "0000:%02x:%02x.%d".formatted(cell + 1, card + 2, vf);
                }
                hosts.pf("0000:%02x:%02x.0".formatted(cell + 1, card + 8), cell, vfs);
            }
        }

        private void addGuests() {
            for (int guest = 0; guest < guests; guest++) {
                int size = 1 + random.nextInt(2);
                wideGuests += size - 1;
                requests.cell(size, size, 1 << 20);
            }
            for (int network = random.nextInt(guests + 1); network > 0; network--) {
                hosts.network("net" + network, random.nextInt(CELLS), random.nextInt(CELLS));
                requests.network("net" + network);
            }
            for (int wish = random.nextInt(4); wish > 0; wish--) {
                var policy = oneOf(PciNumaPolicy.REQUIRED, PciNumaPolicy.LEGACY, PciNumaPolicy.PREFERRED,
                        PciNumaPolicy.SOCKET);
                var type = oneOf(PciDeviceType.PCI, PciDeviceType.PF, PciDeviceType.VF);
                requests.wish(new PciRequest(Optional.of("8086"), Optional.empty(), Optional.of(type),
                        1 + random.nextInt(2 * guests), policy));
            }
        }

        @SafeVarargs
        private final <T> T oneOf(T... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private boolean isFeasible(Requirements requirements, long strict) {
            for (int set = 0; set < 1 << CELLS; set++) {
                if (Integer.bitCount(set) == guests && Integer.bitCount(set & wideCells) >= wideGuests) {
                    boolean[] near = new boolean[CELLS];
                    for (int cell = 0; cell < CELLS; cell++) {
                        near[cell] = (set & 1 << cell) != 0;
                    }
                    if (requirements.areMet(near, strict)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
