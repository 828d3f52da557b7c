package io.bedplate.nfv.extraspecs;

import java.util.Set;
import java.util.stream.Stream;

/** How the name of a key is written: whole, or with a part that varies. */
public sealed interface KeyForm {

    /** For documentation; varying parts in braces. */
    String template();

    boolean matches(String name);

    /** Names of this form that someone may have meant who wrote {@code asked}. */
    Stream<String> candidates(String asked);

    /** Always the same. */
    record Fixed(String name) implements KeyForm {
        @Override
        public String template() {
            return name;
        }

        @Override
        public boolean matches(String asked) {
            return name.equals(asked);
        }

        @Override
        public Stream<String> candidates(String asked) {
            return Stream.of(name);
        }
    }

    /** Ends in the number of a guest cell: {@code hw:numa_cpus.0}. */
    record Numbered(String prefix) implements KeyForm {
        @Override
        public String template() {
            return prefix + "{N}";
        }

        @Override
        public boolean matches(String asked) {
            return asked.startsWith(prefix) && asked.length() > prefix.length()
                    && Chars.skipDigits(asked, prefix.length()) == asked.length();
        }

        @Override
        public Stream<String> candidates(String asked) {
            int from = asked.length();
            while (from > 0 && Chars.isDigit(asked.charAt(from - 1))) {
                from--;
            }
            return Stream.of(prefix + (from == asked.length() ? "0" : asked.substring(from)));
        }
    }

    /** A namespace that may carry a request group, and one of some names: {@code resources1:PCPU}. */
    record Grouped(String namespace, String what, Set<String> names) implements KeyForm {
        private static final int GROUP_LIMIT = 64;
        private static final String CUSTOM = "CUSTOM_";

        public Grouped {
            names = Set.copyOf(names);
        }

        @Override
        public String template() {
            return "%s{group}:{%s}".formatted(namespace, what);
        }

        /** Whether the part before the colon is this namespace with or without a group. */
        boolean ownsNamespace(String asked) {
            if (!asked.startsWith(namespace) || asked.length() > namespace.length() + GROUP_LIMIT) {
                return false;
            }
            int at = namespace.length();
            while (at < asked.length() && (asked.charAt(at) == '-' || Chars.isWord(asked.charAt(at)))) {
                at++;
            }
            return at == asked.length();
        }

        @Override
        public boolean matches(String asked) {
            int colon = asked.indexOf(':');
            if (colon < 0 || !asked.startsWith(namespace)) {
                return false;
            }
            String name = asked.substring(colon + 1);
            return (names.contains(name) || isCustom(name)) && ownsNamespace(asked.substring(0, colon));
        }

        private static boolean isCustom(String name) {
            if (!name.startsWith(CUSTOM) || name.length() == CUSTOM.length()) {
                return false;
            }
            int at = CUSTOM.length();
            while (at < name.length() && Chars.isCapital(name.charAt(at))) {
                at++;
            }
            return at == name.length();
        }

        @Override
        public Stream<String> candidates(String asked) {
            int colon = asked.indexOf(':');
            String prefix = asked.substring(0, Math.max(colon, 0));
            return !ownsNamespace(prefix) ? Stream.empty() : names.stream().sorted().map(name -> prefix + ":" + name);
        }
    }

    /** A namespace in which every name goes. */
    record Open(String namespace) implements KeyForm {
        @Override
        public String template() {
            return namespace + ":{key}";
        }

        @Override
        public boolean matches(String asked) {
            return asked.startsWith(namespace + ":") && asked.length() > namespace.length() + 1;
        }

        @Override
        public Stream<String> candidates(String asked) {
            return Stream.empty();
        }
    }

    /** One of some names; where {@code deep}, with a path into it or not: {@code capabilities:cpu_info:vendor}. */
    record Listed(String namespace, Set<String> names, boolean deep) implements KeyForm {
        public Listed {
            names = Set.copyOf(names);
        }

        @Override
        public String template() {
            return namespace + (deep ? ":{name}{:path}" : ":{name}");
        }

        @Override
        public boolean matches(String asked) {
            if (!asked.startsWith(namespace + ":")) {
                return false;
            }
            String[] parts = asked.substring(namespace.length() + 1).split(":", -1);
            for (String part : parts) {
                if (part.isEmpty() || Chars.skipWord(part, 0) < part.length()) {
                    return false;
                }
            }
            return names.contains(parts[0]) && (deep || parts.length == 1);
        }

        @Override
        public Stream<String> candidates(String asked) {
            return names.stream().sorted().map(name -> namespace + ":" + name);
        }
    }
}
