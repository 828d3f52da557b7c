package io.bedplate.hugepages;

import java.util.Arrays;
import java.util.Locale;
import java.util.SortedSet;

import io.bedplate.host.PageSize;

/** The page sizes of a host and those that a wish lets pass. */
public final class PageSizes {
    /** Stands for ordinary memory, no size asked for. */
    public static final long ORDINARY = 0;

    private static final PageSize KIB_64 = new PageSize(64);
    private static final PageSize MIB_512 = new PageSize(512 << 10);

    private PageSizes() {}

    /**
     * The smallest page of a host. POWER kernels use 64 KiB; an ARM kernel does where it offers 512 MiB pages, which only
     * that granule has (Documentation/arch/arm64/hugetlbpage.rst); all others 4 KiB.
     */
    public static PageSize base(String arch, SortedSet<PageSize> pools) {
        String name = arch.toLowerCase(Locale.ROOT);
        boolean arm64k = name.startsWith("aarch64") && pools.contains(MIB_512);
        return name.startsWith("ppc64") || arm64k ? KIB_64 : PageSize.KIB_4;
    }

    /**
     * The sizes a guest may get, best first, in KiB.
     *
     * @param hugeKib all huge-page sizes of the host, descending
     */
    public static long[] candidates(PageSizeWish wish, long[] hugeKib, long baseKib) {
        return switch (wish) {
            case PageSizeWish.Unset _ -> new long[]{ORDINARY};
            case PageSizeWish.Small _ -> new long[]{baseKib};
            case PageSizeWish.Large _ -> hugeKib.clone();
            case PageSizeWish.Any _ -> {
                long[] all = Arrays.copyOf(hugeKib, hugeKib.length + 1);
                all[hugeKib.length] = baseKib;
                yield all;
            }
            case PageSizeWish.Exact exact -> new long[]{exact.size().kib()};
        };
    }
}
