package io.bedplate.cli.demo;

import java.time.Duration;

import io.bedplate.agent.SpawnResult.Times;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;

/**
 * What the demo has shown.
 *
 * @param beforeLaunch evidence taken while the guest was paused, before its first instruction
 * @param whileRunning evidence taken after it had booted
 * @param consoleLine  what its own kernel says it sees
 * @param boot         from the first instruction to that line
 * @param end          ending the guest; zero when it is kept
 */
record DemoReport(HostTopology host, HostConfig config, GuestPlacement placement, Evidence beforeLaunch,
        Evidence whileRunning, String consoleLine, Times times, Duration boot, Duration end) {

    boolean inForce() {
        return beforeLaunch.inForce() && whileRunning.inForce();
    }
}
