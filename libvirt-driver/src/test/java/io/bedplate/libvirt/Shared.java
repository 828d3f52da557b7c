package io.bedplate.libvirt;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static java.util.Objects.requireNonNull;

/** One host, network or the like for all tests of a class: begun before the first and ended after the last. */
final class Shared<T extends AutoCloseable> implements BeforeAllCallback, AfterAllCallback {
    private final Callable<T> beginning;
    private @Nullable T begun;

    /**
     * For a static field with {@code RegisterExtension}.
     *
     * @param beginning may skip the class
     */
    Shared(Callable<T> beginning) {
        this.beginning = beginning;
    }

    T get() {
        return requireNonNull(begun);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        begun = beginning.call();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (begun != null) {
            begun.close();
        }
    }
}
