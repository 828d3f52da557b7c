package io.bedplate.nfv;

import java.util.List;

import io.bedplate.host.GuestPlacement;

/**
 * The request fits, and this is where every part of it goes.
 *
 * @param memoryKib of the whole guest; a guest without cells names no other
 * @param remarks   what the guest gets that is less than ideal, one sentence each
 */
public record Plan(GuestPlacement placement, long memoryKib, List<String> remarks) implements PlanResult {
    public Plan {
        remarks = List.copyOf(remarks);
    }
}
