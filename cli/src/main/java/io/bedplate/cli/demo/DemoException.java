package io.bedplate.cli.demo;

/** Why the demo cannot go on, and what to do about it. */
public final class DemoException extends RuntimeException {
    DemoException(String what, String advice) {
        super(what + "; " + advice);
    }
}
