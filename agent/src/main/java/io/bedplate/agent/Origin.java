package io.bedplate.agent;

import io.bedplate.virt.InstanceId;

/** What the agent that takes an instance in asks of the one that sends it, when it does not know any more. */
public interface Origin {

    /** Where an instance is whose place was claimed there. */
    enum Standing {
        /** It has no process here any more: it is the destination's to run. */
        GONE,
        /** It may be on its way. */
        LEAVING,
        /** It is here, or nowhere; in any case it does not come. */
        STAYS
    }

    /** Where an instance is that was to go to that host; as the journal has it. */
    Standing standing(InstanceId id, String destination);
}
