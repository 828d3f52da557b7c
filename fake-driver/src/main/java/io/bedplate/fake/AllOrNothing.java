package io.bedplate.fake;

/** Work that is undone unless it is done whole. */
final class AllOrNothing {
    private AllOrNothing() {}

    /** Undoes what was done whatever stands in the way, an error of the gate included. */
    static void run(Runnable work, Runnable undo) {
        boolean stands = false;
        try {
            work.run();
            stands = true;
        } catch (CallerEnded e) {
            stands = true;
            throw e;
        } finally {
            if (!stands) {
                undo.run();
            }
        }
    }
}
