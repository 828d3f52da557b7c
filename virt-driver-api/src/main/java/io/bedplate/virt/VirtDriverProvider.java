package io.bedplate.virt;

/** Makes drivers of one kind; found by {@link java.util.ServiceLoader}, one per driver jar. */
public interface VirtDriverProvider {

    /** Short and unique, as in {@code driver = libvirt}. */
    String name();

    /**
     * [1.3] Opens the hypervisor.
     *
     * @throws VirtDriverException UNAVAILABLE when it does not answer; INVALID_SPEC for an unknown or wrong setting,
     *                             naming it and the known ones
     */
    VirtDriver open(DriverConfig config);
}
