package io.bedplate.agent;

import io.bedplate.nfv.Rejection;
import io.bedplate.virt.DiskRefusal;

/** What became of an order to resize, or to rebuild from an image. */
public sealed interface ChangeResult {

    /** It has the new size; the former one is held until somebody confirms or reverts. */
    record Resized(Claim claim) implements ChangeResult {}

    /** It has another root disk. */
    record Rebuilt(Claim claim) implements ChangeResult {}

    /** The disk that was asked for cannot be made; the instance is as it was. */
    record DiskRefused(DiskRefusal refusal) implements ChangeResult {}

    /** It does not fit beside what it has; nothing was changed. */
    record Rejected(Rejection rejection) implements ChangeResult {}
}
