package io.bedplate.nfv;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

import io.bedplate.host.PageSize;
import io.bedplate.host.PciDeviceType;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

/** Requests from a seed that about half of the {@link RandomHosts} can take. */
final class RandomRequests {
    private static final long MIB = 1024;

    private final Random random;

    RandomRequests(Random random) {
        this.random = random;
    }

    NfvRequest next() {
        var requests = random.nextInt(10) == 0
                ? Requests.floating(1 + random.nextInt(6), (1 + random.nextInt(12)) * MIB)
                : withCells();
        for (int wishes = Math.max(0, random.nextInt(8) - 5); wishes > 0; wishes--) {
            requests.wish(wish());
        }
        for (int networks = Math.max(0, random.nextInt(6) - 4); networks > 0; networks--) {
            requests.network("physnet" + random.nextInt(4));
        }
        return (random.nextInt(8) == 0 ? requests.tunneled() : requests).ratios(oneOf(1.0, 2.0, 16.0, 4.0, 0.5),
                oneOf(1.0, 1.0, 1.5)).build();
    }

    private Requests withCells() {
        var policy = oneOf(CpuPolicy.DEDICATED, CpuPolicy.DEDICATED, CpuPolicy.DEDICATED, CpuPolicy.MIXED,
                CpuPolicy.SHARED);
        var requests = Requests.cells().policy(policy);
        var pages = pages();
        int cells = 1 + Math.min(random.nextInt(4), random.nextInt(3));
        boolean alike = random.nextBoolean();
        int size = size();
        for (int i = 0; i < cells; i++) {
            size = alike ? size : size();
            int dedicated = switch (policy) {
                case SHARED -> 0;
                case DEDICATED -> size;
                case MIXED -> random.nextInt(size + 1);
            };
            var bound = random.nextInt(16) == 0 ? OptionalInt.of(random.nextInt(6)) : OptionalInt.empty();
            requests.cell(size, dedicated, memory(pages), bound);
        }
        if (policy != CpuPolicy.SHARED) {
            requests.threads(oneOf(CpuThreadPolicy.PREFER, CpuThreadPolicy.PREFER, CpuThreadPolicy.ISOLATE,
                    CpuThreadPolicy.REQUIRE))
                    .emulator(oneOf(EmulatorThreadPolicy.UNSET, EmulatorThreadPolicy.SHARE,
                            EmulatorThreadPolicy.ISOLATE));
            if (random.nextInt(3) == 0) {
                requests.isolatedIoThreads(1 + random.nextInt(3));
            }
        }
        return requests.pages(pages);
    }

    private int size() {
        return 1 + Math.min(random.nextInt(4), random.nextInt(4));
    }

    private PageSizeWish pages() {
        return oneOf(new PageSizeWish.Unset(), new PageSizeWish.Unset(), new PageSizeWish.Small(),
                new PageSizeWish.Large(), new PageSizeWish.Large(), new PageSizeWish.Any(), new PageSizeWish.Any(),
                new PageSizeWish.Exact(PageSize.MIB_2), new PageSizeWish.Exact(PageSize.MIB_2),
                new PageSizeWish.Exact(PageSize.GIB_1), new PageSizeWish.Exact(PageSize.KIB_4),
                new PageSizeWish.Exact(new PageSize(64 << random.nextInt(8))));
    }

    private long memory(PageSizeWish pages) {
        boolean whole = pages.equals(new PageSizeWish.Exact(PageSize.GIB_1))
                || (!(pages instanceof PageSizeWish.Unset) && random.nextInt(5) == 0);
        return whole
                ? (1 + random.nextInt(2)) << 20
                : (1 + random.nextInt(4)) * MIB * (random.nextInt(5) == 0 ? 1 : 2);
    }

    private PciRequest wish() {
        var vendor = random.nextInt(6) == 0 ? Optional.<String>empty() : Optional.of("8086");
        var product = random.nextInt(5) == 0
                ? Optional.<String>empty()
                : Optional.of(oneOf("bbbb", "cccc", "bbbb", "1572", "aaaa"));
        var type = random.nextInt(3) > 0
                ? Optional.<PciDeviceType>empty()
                : Optional.of(oneOf(PciDeviceType.VF, PciDeviceType.PF, PciDeviceType.PCI));
        return new PciRequest(vendor, product, type, 1 + random.nextInt(2),
                oneOf(PciNumaPolicy.REQUIRED, PciNumaPolicy.LEGACY, PciNumaPolicy.PREFERRED, PciNumaPolicy.SOCKET));
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
