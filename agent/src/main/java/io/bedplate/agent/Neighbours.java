package io.bedplate.agent;

import java.util.Optional;

/** The agents of other hosts, by the names of their hosts. How they are reached is the caller's business. */
public interface Neighbours {
    /** Nobody else is there. */
    Neighbours NONE = new Neighbours() {
        @Override
        public String self() {
            return "";
        }

        @Override
        public Optional<Destination> destination(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Origin> origin(String host) {
            return Optional.empty();
        }
    };

    /** The name by which the others know this host. */
    String self();

    /** An agent that guests can be sent to. */
    Optional<Destination> destination(String host);

    /** An agent that guests come from. */
    Optional<Origin> origin(String host);
}
