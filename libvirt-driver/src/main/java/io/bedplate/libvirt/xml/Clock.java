package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The guest's time. */
public record Clock(@Attribute Optional<String> offset, @Attribute Optional<String> basis,
        @Attribute Optional<String> adjustment, @Attribute Optional<String> timezone,
        @Element("timer") List<Timer> timers, Rest rest) {
    public static Clock utc(List<Timer> timers) {
        return new Clock(Optional.of("utc"), Optional.empty(), Optional.empty(), Optional.empty(),
                timers,
                Rest.NONE);
    }

    public Clock {
        timers = List.copyOf(timers);
    }

    /** One timer. */
    public record Timer(@Attribute String name, @Attribute Optional<String> track,
            @Attribute("tickpolicy") Optional<String> tickPolicy, @Attribute Optional<Boolean> present,
            @Attribute OptionalLong frequency, @Attribute Optional<String> mode, Optional<CatchUp> catchup, Rest rest) {
        /** What becomes of ticks that were missed: {@code delay}, {@code catchup} and the like. */
        public static Timer ticking(String name, String policy) {
            return new Timer(name, Optional.empty(), Optional.of(policy), Optional.empty(), OptionalLong.empty(),
                    Optional.empty(), Optional.empty(), Rest.NONE);
        }

        public static Timer absent(String name) {
            return new Timer(name, Optional.empty(), Optional.empty(), Optional.of(false), OptionalLong.empty(),
                    Optional.empty(), Optional.empty(), Rest.NONE);
        }
    }

    /** How missed ticks are made up for. */
    public record CatchUp(@Attribute OptionalInt threshold, @Attribute OptionalInt slew, @Attribute OptionalInt limit,
            Rest rest) {}
}
