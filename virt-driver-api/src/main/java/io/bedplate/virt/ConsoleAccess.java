package io.bedplate.virt;

import java.util.List;

/** Ability to say where a guest's consoles are served; their ports are the hypervisor's choice, anew at each start. */
public interface ConsoleAccess {

    /**
     * [15.2] One for each console of the specification, in any order; none while the guest has no process.
     *
     * @throws VirtDriverException NOT_FOUND
     */
    List<ConsoleEndpoint> consoles(InstanceId id);
}
