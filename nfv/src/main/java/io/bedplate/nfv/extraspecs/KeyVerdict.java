package io.bedplate.nfv.extraspecs;

import java.util.Optional;

/** Whether a key with its value may stand in a flavor. */
public sealed interface KeyVerdict {

    /** One sentence on why not; empty where it may. */
    Optional<String> why();

    /** One of ours, with a fitting value. */
    record Known(KnownKey key) implements KeyVerdict {
        @Override
        public Optional<String> why() {
            return Optional.empty();
        }
    }

    /** No namespace, or one that is not ours: somebody else's, let pass as Nova does. */
    record Foreign() implements KeyVerdict {
        @Override
        public Optional<String> why() {
            return Optional.empty();
        }
    }

    /** A namespace of ours, but no such key in it. */
    record Unknown(String name, Optional<String> nearest) implements KeyVerdict {
        private static final String ALL_KEYS = "bedplate extra-specs list names all there are.";

        @Override
        public Optional<String> why() {
            String hint = nearest.map("Did you mean %s?"::formatted).orElse(ALL_KEYS);
            return Optional.of("There is no key %s. %s".formatted(name, hint));
        }
    }

    /** One of ours, but not this value. */
    record BadValue(String name, String wanted, String found) implements KeyVerdict {
        @Override
        public Optional<String> why() {
            return Optional.of("%s: wanted %s, found \"%s\".".formatted(name, wanted, found));
        }
    }
}
