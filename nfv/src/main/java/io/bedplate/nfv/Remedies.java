package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The smallest changes after which a rejected request fits. Every one is tried: applied to the state or to the request and
 * planned again. Takes many plans, so nobody but a person who asks should wait for it.
 */
public final class Remedies {
    private static final int MOST_PAIRS = 64;

    private Remedies() {}

    /** Remedies where nobody knows which guest holds what; empty for a request that fits, or that no remedy helps. */
    public static List<Remedy> of(HostState host, NfvRequest request) {
        return of(host, request, List.of());
    }

    /**
     * Remedies in the order: guests to move, one or else two of them; resources to free on one cell or else on all; wishes
     * to relax, one at a time.
     *
     * @param claims who holds what; need not be complete
     * @throws IllegalArgumentException if a claim names a CPU or a device that is not held
     */
    public static List<Remedy> of(HostState host, NfvRequest request, List<Claim> claims) {
        if (fits(host, request)) {
            return List.of();
        }
        var remedies = new ArrayList<Remedy>();
        remedies.addAll(moves(host, request, claims));
        remedies.addAll(new FreeingSearch(host, request).find());
        new RelaxedWishes(host.layout, request).all().stream().filter(wish -> fits(host, wish.instead()))
                .forEach(remedies::add);
        return remedies;
    }

    static boolean fits(HostState host, NfvRequest request) {
        return NfvPlanner.plan(host, request) instanceof Plan;
    }

    private static List<Remedy> moves(HostState host, NfvRequest request, List<Claim> claims) {
        var bySize = claims.stream().sorted(Comparator.comparingLong(Claim::memoryKib).thenComparing(Claim::guest))
                .toList();
        var moves = new ArrayList<Remedy>();
        for (var claim : bySize) {
            if (fits(without(host, claim), request)) {
                moves.add(new Remedy.Moving(List.of(claim.guest())));
            }
        }
        return moves.isEmpty() ? pairOf(host, request, bySize.subList(0, Math.min(MOST_PAIRS, bySize.size()))) : moves;
    }

    private static List<Remedy> pairOf(HostState host, NfvRequest request, List<Claim> claims) {
        for (int i = 0; i < claims.size(); i++) {
            var one = without(host, claims.get(i));
            for (var other : claims.subList(i + 1, claims.size())) {
                if (fits(without(one, other), request)) {
                    return List.of(new Remedy.Moving(List.of(claims.get(i).guest(), other.guest())));
                }
            }
        }
        return List.of();
    }

    private static HostState without(HostState host, Claim claim) {
        return host.without(claim.placement(), claim.memoryKib());
    }
}
