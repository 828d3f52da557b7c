package io.bedplate.libvirt.storage;

/** Something broke: a program failed, a folder is not writable. What was begun is undone. */
public final class StorageException extends RuntimeException {
    StorageException(String message) {
        super(message);
    }

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
