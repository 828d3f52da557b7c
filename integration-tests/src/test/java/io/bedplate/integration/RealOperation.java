package io.bedplate.integration;

import java.time.Duration;
import java.util.Map;

import io.bedplate.agent.Agent;
import io.bedplate.agent.ChangeResult.Resized;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting.Quiescence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is cut off on a real guest, and in which state the guest is before. Growing is not here: a guest in its firmware
 * gives nothing back, so each recovery would wait in vain. It is cut off on the fake driver.
 */
enum RealOperation {
    SPAWN, START, START_FROM_DISK, STOP, DESTROY, REPIN, REPIN_OF_A_STOPPED_ONE, SUSPEND, PAUSE, RESUME, REBOOT, RESCUE,
    UNRESCUE, REBUILD, RESIZE, CONFIRM, REVERT,
    ATTACH, ATTACH_TO_A_STOPPED_ONE, DETACH, DETACH_FROM_A_STOPPED_ONE, SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE, DUMP;

    private static final InstanceId ID = RealHost.id(CutOffScene.VNF);

    void prepare(Agent agent, CutOffScene scene) {
        if (this == SPAWN) {
            return;
        }
        assertThat(agent.spawn(scene.order(this))).isInstanceOf(Spawned.class);
        switch (this) {
            case SPAWN, STOP, DESTROY, REPIN, SUSPEND, PAUSE, REBOOT, RESCUE, REBUILD, RESIZE, ATTACH, SNAPSHOT, DUMP ->
                {
                }
            case UNRESCUE -> agent.rescues().rescue(ID, scene.disk("rescue"));
            case CONFIRM, REVERT -> resize(agent);
            case START, REPIN_OF_A_STOPPED_ONE, ATTACH_TO_A_STOPPED_ONE, SNAPSHOT_OF_A_STOPPED_ONE ->
                agent.stop(ID, Duration.ZERO);
            case START_FROM_DISK -> agent.power().suspend(ID);
            case RESUME -> agent.power().pause(ID);
            case DETACH -> agent.attach(ID, plug(scene));
            case DETACH_FROM_A_STOPPED_ONE -> {
                agent.attach(ID, plug(scene));
                agent.stop(ID, Duration.ZERO);
            }
        }
    }

    void work(Agent agent, CutOffScene scene) {
        switch (this) {
            case SPAWN -> agent.spawn(scene.order(this));
            case START, START_FROM_DISK -> agent.start(ID);
            case STOP -> agent.stop(ID, Duration.ZERO);
            case DESTROY -> agent.destroy(ID);
            case REPIN, REPIN_OF_A_STOPPED_ONE -> agent.repin(ID, scene.elsewhere(agent));
            case SUSPEND -> agent.power().suspend(ID);
            case PAUSE -> agent.power().pause(ID);
            case RESUME -> agent.power().resume(ID);
            case REBOOT -> agent.power().reboot(ID, Duration.ZERO);
            case RESCUE -> agent.rescues().rescue(ID, scene.disk("rescue"));
            case UNRESCUE -> agent.rescues().unrescue(ID);
            case REBUILD -> agent.changes().rebuild(ID, scene.host().image());
            case RESIZE -> resize(agent);
            case CONFIRM -> agent.changes().confirm(ID);
            case REVERT -> agent.changes().revert(ID);
            case ATTACH, ATTACH_TO_A_STOPPED_ONE -> agent.attach(ID, plug(scene));
            case DETACH, DETACH_FROM_A_STOPPED_ONE -> agent.detach(ID, plug(scene).id(), Duration.ZERO);
            case SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE ->
                agent.copies().snapshot(ID, scene.disk("root").id(), scene.copy(), Quiescence.NONE);
            case DUMP -> agent.copies().dump(ID, scene.copy());
        }
    }

    /** To one that floats, on ordinary memory. */
    private static void resize(Agent agent) {
        var request = RealHost.order(CutOffScene.VNF, 24, Map.of()).request();
        assertThat(agent.changes().resize(ID, request, Duration.ZERO)).isInstanceOf(Resized.class);
    }

    private static Attachment plug(CutOffScene scene) {
        return new Attachment.OfDisk(scene.disk("data"));
    }

    /** Whether the guest's process may be another one afterwards, or none. */
    boolean endsProcess() {
        return switch (this) {
            case SPAWN, START, START_FROM_DISK, STOP, DESTROY, SUSPEND, REBOOT, RESCUE, UNRESCUE, REBUILD, RESIZE,
                    REVERT ->
                true;
            case CONFIRM, REPIN, REPIN_OF_A_STOPPED_ONE, PAUSE, RESUME, ATTACH, ATTACH_TO_A_STOPPED_ONE, DETACH,
                    DETACH_FROM_A_STOPPED_ONE, SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE, DUMP ->
                false;
        };
    }

    /** Whether it is where disks come and go that are made for the guest. */
    boolean makesDisks() {
        return this == SPAWN || this == DESTROY || this == REBUILD;
    }

    /** Whether it makes the calls of libvirt that rescue makes, or fewer of them: there their ends are seen. */
    boolean callsAsRescueDoes() {
        return switch (this) {
            case REBOOT, UNRESCUE, REBUILD, RESIZE, CONFIRM, REVERT -> true;
            case SPAWN, START, START_FROM_DISK, STOP, DESTROY, REPIN, REPIN_OF_A_STOPPED_ONE, SUSPEND, PAUSE, RESUME,
                    RESCUE, ATTACH, ATTACH_TO_A_STOPPED_ONE, DETACH, DETACH_FROM_A_STOPPED_ONE, SNAPSHOT,
                    SNAPSHOT_OF_A_STOPPED_ONE, DUMP ->
                false;
        };
    }

    /** Whether the guest may stand still afterwards. */
    boolean halts() {
        return this == PAUSE || this == RESUME;
    }
}
