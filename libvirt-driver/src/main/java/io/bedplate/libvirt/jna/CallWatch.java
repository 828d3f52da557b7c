package io.bedplate.libvirt.jna;

/**
 * Is told of each call of libvirt, on the thread that makes it. Both methods may throw, or never return: so a test cuts a
 * driver off between two calls.
 */
public interface CallWatch {
    /** Nobody watches, and no call takes longer for it. */
    CallWatch NONE = new CallWatch() {
    };

    /**
     * A call is about to be made.
     *
     * @param function libvirt's name, such as {@code virDomainResume}
     */
    default void before(String function) {}

    /** It has been made, and has succeeded or not. */
    default void after(String function) {}
}
