package io.bedplate.agent;

import java.util.List;

import io.bedplate.virt.ConsoleAccess;
import io.bedplate.virt.ConsoleEndpoint;
import io.bedplate.virt.GuestAgentAccess;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;

/** Ways to reach what is in an instance. */
public final class ContactOrders {
    private final Desk desk;

    ContactOrders(Desk desk) {
        this.desk = desk;
    }

    /**
     * Where its consoles are now.
     *
     * @throws VirtDriverException as {@link ConsoleAccess}
     */
    public List<ConsoleEndpoint> consoles(InstanceId id) {
        var access = Desk.required(desk.driver().consoleAccess(), "say where consoles are");
        return desk.order(id, List.of(), claim -> access.consoles(claim.id()));
    }

    /**
     * Sets a user's password within the guest; it is kept nowhere.
     *
     * @throws VirtDriverException as {@link GuestAgentAccess}
     */
    public void setPassword(InstanceId id, String user, String password) {
        var access = Desk.required(desk.driver().guestAgentAccess(), "speak with guest agents");
        desk.order(id, List.of(), claim -> {
            access.setPassword(claim.id(), user, password);
            return claim;
        });
    }
}
