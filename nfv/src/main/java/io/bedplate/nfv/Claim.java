package io.bedplate.nfv;

import io.bedplate.host.GuestPlacement;

/**
 * What one guest holds on a host.
 *
 * @param guest     its name or id, as the reader of a remedy knows it
 * @param memoryKib of the whole guest
 */
public record Claim(String guest, GuestPlacement placement, long memoryKib) {}
