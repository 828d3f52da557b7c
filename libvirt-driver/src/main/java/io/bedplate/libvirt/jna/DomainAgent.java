package io.bedplate.libvirt.jna;

import java.time.Duration;

import com.sun.jna.Pointer;

import io.bedplate.virt.VirtDriverException;

/** The guest agent of one domain, in good time; see {@link DomainHandle}. */
public final class DomainAgent {
    private final Pointer domain;
    private final CopyApi libvirt;

    /**
     * The agent.
     *
     * @param limit after it an agent that is silent is taken to be gone; whole seconds
     */
    public DomainAgent(DomainHandle domain, Duration limit) {
        this.domain = domain.pointer();
        libvirt = domain.natives().copies();
        check("agent's time limit",
                libvirt.virDomainAgentSetResponseTimeout(this.domain, Math.toIntExact(limit.toSeconds()), 0));
    }

    /** Freezes all file systems, and says how many. */
    public int freeze() {
        return check("freeze", libvirt.virDomainFSFreeze(domain, null, 0, 0));
    }

    /** Thaws all file systems; those that are not frozen stay as they are. */
    public int thaw() {
        return check("thaw", libvirt.virDomainFSThaw(domain, null, 0, 0));
    }

    /** Sets a user's password, which no message repeats. */
    public void setPassword(String user, String password) {
        if (libvirt.virDomainSetUserPassword(domain, user, password, 0) < 0) {
            var failure = LibvirtErrors.last("set password");
            throw new VirtDriverException(failure.kind(),
                    String.valueOf(failure.getMessage()).replace(password, "..."));
        }
    }

    private static int check(String what, int result) {
        if (result < 0) {
            throw LibvirtErrors.last(what);
        }
        return result;
    }
}
