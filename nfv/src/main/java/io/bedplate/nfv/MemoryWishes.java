package io.bedplate.nfv;

import java.util.List;

import io.bedplate.host.PageSize;
import io.bedplate.hugepages.PageSizeWish;

/** Reads page size and locking. */
final class MemoryWishes {
    private MemoryWishes() {}

    static PageSizeWish pageSize(Reading reading) {
        String flavor = reading.flavor(Twin.PAGE_SIZE);
        String image = reading.image(Twin.PAGE_SIZE);
        var inFlavor = flavor == null ? new PageSizeWish.Unset() : wish(reading, Twin.PAGE_SIZE.flavor, flavor);
        if (image == null) {
            return inFlavor;
        }
        var inImage = wish(reading, Twin.PAGE_SIZE.image, image);
        return switch (inFlavor) {
            case PageSizeWish.Large _,PageSizeWish.Any _ -> inImage;
            case PageSizeWish.Unset _,PageSizeWish.Small _,PageSizeWish.Exact _ -> {
                if (!inImage.equals(inFlavor)) {
                    reading.refuse(RequestRule.PAGE_SIZE_FORBIDDEN, Twin.PAGE_SIZE,
                            "large or any in the flavor, or the same in both", reading.found(Twin.PAGE_SIZE));
                }
                yield inFlavor;
            }
        };
    }

    private static PageSizeWish wish(Reading reading, String key, String text) {
        return switch (text) {
            case "small" -> new PageSizeWish.Small();
            case "large" -> new PageSizeWish.Large();
            case "any" -> new PageSizeWish.Any();
            default -> exact(reading, key, text);
        };
    }

    private static PageSizeWish exact(Reading reading, String key, String text) {
        try {
            return new PageSizeWish.Exact(PageSize.parse(text));
        } catch (IllegalArgumentException _) {
            reading.refuse(RequestRule.PAGE_SIZE_INVALID, List.of(key), "a power of two from 1 KiB",
                    "\"%s\"".formatted(text));
            return new PageSizeWish.Unset();
        }
    }

    /** Locked where asked for, and for a realtime guest always. */
    static boolean isLocked(Reading reading, boolean realtime) {
        boolean locked = Reading.isYes(reading.either(Twin.LOCKED_MEMORY));
        if (locked && reading.either(Twin.PAGE_SIZE) == null) {
            reading.refuse(RequestRule.LOCKED_MEMORY_FORBIDDEN, Twin.LOCKED_MEMORY, "hw:mem_page_size beside it",
                    "no page size");
        }
        return locked || realtime;
    }
}
