package io.bedplate.nfv;

import java.util.List;

/**
 * One thing that is wrong with a request.
 *
 * @param keys   flavor keys and image properties concerned
 * @param wanted what the rule wants, a phrase
 * @param found  what was found instead, a phrase
 */
public record InvalidReason(RequestRule rule, List<String> keys, String wanted, String found) {
    public InvalidReason {
        keys = List.copyOf(keys);
    }

    /** {@code hw:cpu_policy, hw_cpu_policy: wanted .., found ..} */
    public String sentence() {
        return "%s: wanted %s, found %s".formatted(String.join(", ", keys), wanted, found);
    }
}
