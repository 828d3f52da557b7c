package io.bedplate.libvirt.jna;

/** Told what comes from libvirt unasked. Called on threads of the link, which must not be held up. */
public interface LinkListener {
    void onLifecycle(LifecycleEvent event);

    /** libvirt no longer answers. */
    void onLost(String why);

    /** libvirt answers again; events in between are lost. */
    void onRestored();
}
