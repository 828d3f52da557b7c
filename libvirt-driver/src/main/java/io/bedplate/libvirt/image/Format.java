package io.bedplate.libvirt.image;

import java.io.IOException;

/** How one format is known and judged. */
interface Format {
    ImageFormat format();

    /** Whether a program that looks at the bytes would take them for this format. */
    boolean matches(ImageReader image) throws IOException;

    /** Judges an image that matches. */
    void judge(ImageReader image, Judgement judgement) throws IOException;
}
