package io.bedplate.agent.watch;

import java.util.List;

import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.virt.InstanceId;

/** What a watch has to say of one instance. */
public sealed interface Finding {
    InstanceId instance();

    /** A process of an instance is as claimed, seen for the first time. */
    record InForce(InstanceId instance, Evidence evidence) implements Finding {}

    /** Something is no longer as claimed, though nobody ordered it. */
    record DriftBegan(InstanceId instance, Evidence evidence) implements Finding {}

    /** Something else differs now. */
    record DriftChanged(InstanceId instance, List<Difference> former, Evidence evidence) implements Finding {
        public DriftChanged {
            former = List.copyOf(former);
        }
    }

    /** All is as claimed again. */
    record DriftEnded(InstanceId instance, List<Difference> former, Evidence evidence) implements Finding {
        public DriftEnded {
            former = List.copyOf(former);
        }
    }

    /** An instance that drifted was stopped or has gone. */
    record DriftMoot(InstanceId instance, List<Difference> former) implements Finding {
        public DriftMoot {
            former = List.copyOf(former);
        }
    }

    /** A drift was to be repaired and could not be. */
    record NotRepaired(InstanceId instance, String why) implements Finding {}
}
