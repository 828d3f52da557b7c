package io.bedplate.agent.kernel;

import io.bedplate.host.CpuSet;

/**
 * A control group that libvirt has made for threads of one role, and the CPUs that it lets them have.
 *
 * @param path below the mount of its hierarchy
 * @param cpus {@code cpuset.cpus.effective} of version 2, {@code cpuset.effective_cpus} of version 1
 *             (Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/cpusets.rst)
 */
public record ControlGroup(String path, CpuSet cpus) {}
