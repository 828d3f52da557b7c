package io.bedplate.nfv.extraspecs;

/** Where a key comes from, and so who else understands it. */
public enum Origin {
    /** OpenStack Nova. */
    NOVA,
    /** StarlingX's fork of Nova. */
    STARLINGX,
    /** Ours alone. */
    BEDPLATE
}
