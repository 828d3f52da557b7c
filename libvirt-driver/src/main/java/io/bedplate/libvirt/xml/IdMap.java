package io.bedplate.libvirt.xml;

import java.util.List;

/** User ids inside and outside the guest. */
public record IdMap(@Element("uid") List<Range> uids, @Element("gid") List<Range> gids, Rest rest) {
    public IdMap {
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
    }

    public IdMap(List<Range> uids, List<Range> gids) {
        this(uids, gids, Rest.NONE);
    }

    /** {@code count} ids from {@code start} become those from {@code target}. */
    public record Range(@Attribute long start, @Attribute long target, @Attribute long count, Rest rest) {
        public Range(long start, long target, long count) {
            this(start, target, count, Rest.NONE);
        }
    }
}
