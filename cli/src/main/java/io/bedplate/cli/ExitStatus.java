package io.bedplate.cli;

import java.util.OptionalInt;

import io.bedplate.agent.chain.ChainException;
import io.bedplate.agent.config.ConfigException;
import io.bedplate.agent.journal.JournalException;
import io.bedplate.cli.demo.DemoException;
import io.bedplate.cli.json.JsonInputException;
import io.bedplate.host.files.HostFileException;
import io.bedplate.libvirt.image.ImageReadException;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Exit statuses of the command-line contract. */
final class ExitStatus {
    static final int ANSWERED = 0;
    static final int INTERNAL_ERROR = 1;
    /** Bad usage or unreadable input. */
    static final int BAD_INPUT = 2;
    /** A well-formed no; the answer is printed all the same. */
    static final int NO = 3;

    private ExitStatus() {}

    /** The status of a failure whose message is fit for people; empty for one that is a fault of ours. */
    static OptionalInt of(Exception e) {
        return switch (e) {
            case BadInputException _,JsonInputException _,ConfigException _,ImageReadException _ ->
                OptionalInt.of(BAD_INPUT);
            case VirtDriverException driver -> OptionalInt.of(of(driver.kind()));
            case JournalException _,HostFileException _,ChainException _ -> OptionalInt.of(INTERNAL_ERROR);
            case DemoException _ -> OptionalInt.of(NO);
            default -> OptionalInt.empty();
        };
    }

    private static int of(Kind kind) {
        return switch (kind) {
            case NOT_FOUND, INVALID_SPEC -> BAD_INPUT;
            case EXISTS, WRONG_STATE, UNSUPPORTED, INSUFFICIENT_RESOURCES, PLACEMENT_NOT_IN_FORCE -> NO;
            case UNAVAILABLE, INTERNAL -> INTERNAL_ERROR;
        };
    }
}
