package io.bedplate.libvirt.image;

/** An image could not be read at all; the message names the file. What is read and found wanting is an answer. */
public final class ImageReadException extends RuntimeException {
    ImageReadException(String message) {
        super(message);
    }

    ImageReadException(String message, Throwable cause) {
        super(message, cause);
    }
}
