package io.bedplate.agent.config;

/** A configuration that cannot be used; the message names file, key, what was wanted and what was found. */
public final class ConfigException extends RuntimeException {
    ConfigException(String message) {
        super(message);
    }
}
