package io.bedplate.agent;

import java.util.List;

import io.bedplate.virt.InstanceId;

/** Where claims outlive the agent. Each call is durable when it returns, and either happened whole or not at all. */
public interface Journal {

    /** All claims, ascending by id. */
    List<Claim> claims();

    /** Adds the claim, or replaces the one of the same instance. */
    void put(Claim claim);

    /** Forgets the claim; an unknown one is fine. */
    void remove(InstanceId id);
}
