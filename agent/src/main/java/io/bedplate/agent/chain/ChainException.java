package io.bedplate.agent.chain;

/** The chain cannot be read or written, or its last record is none. */
public final class ChainException extends RuntimeException {
    public ChainException(String message, Throwable cause) {
        super(message, cause);
    }

    public ChainException(String message) {
        super(message);
    }
}
