package io.bedplate.virt.tck;

/** What every topic of rules builds on. */
interface Rules extends DriverUnderTest {
    /** Of the running test. */
    Session session();
}
