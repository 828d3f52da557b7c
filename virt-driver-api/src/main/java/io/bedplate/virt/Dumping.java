package io.bedplate.virt;

import java.nio.file.Path;

/** Ability to take a guest's memory for those who look for the cause of its trouble. */
public interface Dumping {

    /**
     * [17.2] Writes the guest's memory to a file, as an ELF core where the hypervisor can. The guest stands still
     * meanwhile, and goes on in the state it was in.
     *
     * @param target made by the driver; a file that is there is INVALID_SPEC and stays as it is
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that is neither running nor paused
     */
    void dump(InstanceId id, Path target);

    /**
     * [17.3] Sends the guest a non-maskable interrupt, upon which a kernel can be told to dump itself.
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that is not running
     */
    void injectNmi(InstanceId id);
}
