package io.bedplate.host.files;

/** The kernel refused a write; the message names the file, the value and the kernel's own words. */
public final class HostFileException extends RuntimeException {
    public HostFileException(String path, String value, Throwable cause) {
        super("/%s: writing \"%s\" failed: %s".formatted(path, value, cause.getMessage()), cause);
    }
}
