package io.bedplate.libvirt;

import io.bedplate.libvirt.jna.LifecycleEvent;
import io.bedplate.libvirt.jna.LinkListener;

/** Listens to nothing. */
final class Deaf implements LinkListener {
    @Override
    public void onLifecycle(LifecycleEvent event) {}

    @Override
    public void onLost(String why) {}

    @Override
    public void onRestored() {}
}
