package io.bedplate.cli;

/** Exit statuses of the command-line contract. */
final class ExitStatus {
    static final int ANSWERED = 0;
    static final int INTERNAL_ERROR = 1;
    /** Bad usage or unreadable input. */
    static final int BAD_INPUT = 2;
    /** A well-formed no; the answer is printed all the same. */
    static final int NO = 3;

    private ExitStatus() {}
}
