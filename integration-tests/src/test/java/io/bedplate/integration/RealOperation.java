package io.bedplate.integration;

import java.time.Duration;

import io.bedplate.agent.Agent;
import io.bedplate.agent.SpawnResult.Spawned;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting.Quiescence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is cut off on a real guest, and in which state the guest is before. Reboot, rebuild, resize and their like are not
 * here: they make the calls that rescue makes, and the agent's part in them is cut off on the fake driver.
 */
enum RealOperation {
    SPAWN, START, START_FROM_DISK, STOP, DESTROY, REPIN, REPIN_OF_A_STOPPED_ONE, SUSPEND, PAUSE, RESUME, RESCUE,
    ATTACH, ATTACH_TO_A_STOPPED_ONE, DETACH, DETACH_FROM_A_STOPPED_ONE, SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE, DUMP;

    private static final InstanceId ID = RealHost.id(CutOffScene.VNF);

    void prepare(Agent agent, CutOffScene scene) {
        if (this == SPAWN) {
            return;
        }
        assertThat(agent.spawn(scene.order(this))).isInstanceOf(Spawned.class);
        switch (this) {
            case SPAWN, STOP, DESTROY, REPIN, SUSPEND, PAUSE, RESCUE, ATTACH, SNAPSHOT, DUMP -> {
            }
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
            case RESCUE -> agent.rescues().rescue(ID, scene.disk("rescue"));
            case ATTACH, ATTACH_TO_A_STOPPED_ONE -> agent.attach(ID, plug(scene));
            case DETACH, DETACH_FROM_A_STOPPED_ONE -> agent.detach(ID, plug(scene).id(), Duration.ZERO);
            case SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE ->
                agent.copies().snapshot(ID, scene.disk("root").id(), scene.copy(), Quiescence.NONE);
            case DUMP -> agent.copies().dump(ID, scene.copy());
        }
    }

    private static Attachment plug(CutOffScene scene) {
        return new Attachment.OfDisk(scene.disk("data"));
    }

    /** Whether the guest's process may be another one afterwards, or none. */
    boolean endsProcess() {
        return switch (this) {
            case SPAWN, START, START_FROM_DISK, STOP, DESTROY, SUSPEND, RESCUE -> true;
            case REPIN, REPIN_OF_A_STOPPED_ONE, PAUSE, RESUME, ATTACH, ATTACH_TO_A_STOPPED_ONE, DETACH,
                    DETACH_FROM_A_STOPPED_ONE, SNAPSHOT, SNAPSHOT_OF_A_STOPPED_ONE, DUMP ->
                false;
        };
    }

    /** Whether it is where disks come and go that are made for the guest. */
    boolean makesDisks() {
        return this == SPAWN || this == DESTROY;
    }

    /** Whether the guest may stand still afterwards. */
    boolean halts() {
        return this == PAUSE || this == RESUME;
    }
}
