package io.bedplate.sriov;

import java.util.OptionalInt;

import io.bedplate.host.PciAddress;

/**
 * One function for a guest.
 *
 * @param cell index of its cell in the host's list, where known
 */
public record ChosenDevice(PciAddress address, OptionalInt cell) {}
