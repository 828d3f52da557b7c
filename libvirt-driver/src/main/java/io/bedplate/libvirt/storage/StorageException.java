package io.bedplate.libvirt.storage;

/** Something broke: a program failed, a folder is not writable. What was begun is undone. */
public final class StorageException extends RuntimeException {
    private final boolean notInstalled;

    StorageException(String message) {
        this(message, false);
    }

    private StorageException(String message, boolean notInstalled) {
        super(message);
        this.notInstalled = notInstalled;
    }

    StorageException(String message, Throwable cause) {
        super(message, cause);
        this.notInstalled = false;
    }

    static StorageException notInstalled(String program) {
        return new StorageException("the program %s is not installed".formatted(program), true);
    }

    /** It needs a program that this host does not have. */
    public boolean isNotInstalled() {
        return notInstalled;
    }
}
