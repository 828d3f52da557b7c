package io.bedplate.virt;

/** Ability to replace what a stopped guest is made of: the ground of resize and rebuild. */
public interface Redefining {

    /**
     * [14.2] The definition of a STOPPED or CRASHED guest is replaced whole by another of the same id and name; the next
     * start is by it. On any failure the guest stays as it was [14.4].
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that has a process or saved memory [14.3];
     *                             INVALID_SPEC for another name, or for something the host does not have; UNSUPPORTED
     */
    void redefine(InstanceSpec spec);
}
