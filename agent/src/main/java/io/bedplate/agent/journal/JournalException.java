package io.bedplate.agent.journal;

/** The journal cannot be read or written; the message names the file and the cause. */
public final class JournalException extends RuntimeException {
    JournalException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
