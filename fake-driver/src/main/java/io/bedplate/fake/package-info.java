/**
 * Simulated hosts behind the virt driver SPI, for scale tests and digital twins.
 *
 * <p>
 * {@link io.bedplate.fake.SimulatedHost} is the machine: its topology, its pages, its processes as {@code /proc} shows
 * them. {@link io.bedplate.fake.FakeDriver} is a driver attached to it. There is no thread per host or guest, and no
 * randomness: equal calls give equal process ids, addresses and events. Simulated time does not pass: a guest starts and
 * stops at once.
 */
@NullMarked
package io.bedplate.fake;

import org.jspecify.annotations.NullMarked;
