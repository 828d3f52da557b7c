package io.bedplate.architecture.planted.libvirt.image;

import java.io.IOException;

/** Opens an image with a program of others. */
public final class StartsAProgram {
    public Process open(String image) throws IOException {
        return new ProcessBuilder("qemu-img", "info", image).start();
    }
}
