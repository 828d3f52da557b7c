package io.bedplate.libvirt.image;

/**
 * One thing that makes an image unsafe.
 *
 * @param detail one sentence with the numbers; what it quotes of the image has no control characters
 */
public record Finding(Reason reason, String detail) {
    @Override
    public String toString() {
        return reason + ": " + detail;
    }
}
