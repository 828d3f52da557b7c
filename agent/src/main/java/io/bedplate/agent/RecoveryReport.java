package io.bedplate.agent;

import java.util.List;

import io.bedplate.virt.InstanceId;

/**
 * What an agent found when it started.
 *
 * @param kept      claims that stand, with the placement they had
 * @param undone    instances whose spawn or destruction had been cut off, or that are another host's; nothing of them is left
 * @param missing   claims that stand though the hypervisor does not know the guest: it was removed by other hands
 * @param unclaimed guests of the driver that no claim names; they were not touched
 * @param unsettled claims among those kept whose instance is still on its way, since the driver could do no more for it
 *                  now: to another place, and both are held, to its start, or to its end
 * @param restarted instances that ran when the host went down, and run again in the place they had
 */
public record RecoveryReport(List<InstanceId> kept, List<InstanceId> undone, List<InstanceId> missing,
        List<InstanceId> unclaimed, List<InstanceId> unsettled, List<InstanceId> restarted) {}
