package io.bedplate.libvirt.jna;

import java.util.Map;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Commands to the QEMU guest agent that the driver has no use for. */
public final class AgentCommand {
    private static final int SECONDS = 10;

    private AgentCommand() {}

    private interface Api extends Library {
        Api INSTANCE = Native.load("virt-qemu", Api.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

        Pointer virDomainQemuAgentCommand(Pointer domain, String command, int seconds, int flags);
    }

    /** Sends a command in JSON, and gives the answer. */
    public static String send(DomainHandle domain, String command) {
        var answer = Api.INSTANCE.virDomainQemuAgentCommand(domain.pointer(), command, SECONDS, 0);
        if (answer == null) {
            throw LibvirtErrors.last("guest agent");
        }
        try {
            return answer.getString(0, "UTF-8");
        } finally {
            Native.free(Pointer.nativeValue(answer));
        }
    }
}
