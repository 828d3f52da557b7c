package io.bedplate.cli;

/** Input that cannot be used; the message names the file, the line where there is one, and what was expected. */
final class BadInputException extends RuntimeException {
    BadInputException(String message) {
        super(message);
    }

    BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
