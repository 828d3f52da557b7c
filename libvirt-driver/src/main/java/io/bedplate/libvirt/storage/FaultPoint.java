package io.bedplate.libvirt.storage;

import java.io.IOException;

/** Called before each step, so that a test can make any of them fail. */
@FunctionalInterface
interface FaultPoint {
    FaultPoint NONE = _ -> {};

    void before(Step step) throws IOException;

    /** What can fail. */
    enum Step {
        COPY, INSPECT, CONVERT, KEEP, STAGE, MAKE, PUBLISH
    }
}
