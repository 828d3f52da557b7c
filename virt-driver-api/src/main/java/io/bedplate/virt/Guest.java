package io.bedplate.virt;

import java.util.OptionalLong;

/**
 * One guest as the hypervisor has it now.
 *
 * @param pid process on the host whose threads are the guest, while it is running or paused
 */
public record Guest(InstanceId id, String name, GuestState state, OptionalLong pid) {}
