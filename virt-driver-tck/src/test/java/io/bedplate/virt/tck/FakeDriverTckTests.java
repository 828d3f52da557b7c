package io.bedplate.virt.tck;

/** The fake driver with all its capabilities. */
final class FakeDriverTckTests extends FakeTck {}
