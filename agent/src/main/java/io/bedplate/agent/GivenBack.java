package io.bedplate.agent;

import io.bedplate.virt.Growth;

/**
 * What became of an order to give back what came.
 *
 * @param kept what the guest did not let go of, claimed as before
 */
public record GivenBack(Claim claim, Growth kept) {}
