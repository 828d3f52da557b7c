package io.bedplate.nfv;

/**
 * I/O threads a guest wants beside the hypervisor's main loop.
 *
 * @param count    0 = none of their own
 * @param isolated each on a dedicated pCPU of its own in the cell of guest cell 0; else where the emulator threads run
 */
public record IoThreadWish(int count, boolean isolated) {
    public static final IoThreadWish NONE = new IoThreadWish(0, false);

    int ownCpus() {
        return isolated ? count : 0;
    }

    IoThreadWish shared() {
        return new IoThreadWish(count, false);
    }
}
