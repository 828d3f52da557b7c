package io.bedplate.agent.kernel;

import java.time.Duration;

import io.bedplate.host.CpuSet;

/**
 * A thread that has run on a watched CPU.
 *
 * @param ofKernel a thread of the kernel that can be moved; those that cannot are nobody's fault
 * @param pcpu     the CPU it ran on last
 * @param time     CPU time since the former look, in steps of a hundredth of a second
 * @param allowed  CPUs it may use now
 */
public record Ran(long pid, int tid, String name, boolean ofKernel, int pcpu, Duration time, CpuSet allowed) {}
