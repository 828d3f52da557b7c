package io.bedplate.cli.json;

/** JSON that cannot be used; the message names the file and the line or the key, and what was expected. */
public final class JsonInputException extends RuntimeException {
    JsonInputException(String message) {
        super(message);
    }
}
