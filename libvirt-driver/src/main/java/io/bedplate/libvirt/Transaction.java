package io.bedplate.libvirt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Steps that are all done, or all undone in reverse. A step that fails is undone with the others: part of it may have
 * come about. An undo that fails does not keep the others from theirs.
 */
final class Transaction {
    private final Deque<Step> begun = new ArrayDeque<>();

    private record Step(String what, Runnable undo) {}

    void step(String what, Runnable work, Runnable undo) {
        begun.push(new Step(what, undo));
        work.run();
    }

    /**
     * Undoes what was begun.
     *
     * @param look one sentence for each thing that is not as it was before
     * @return the failure to throw: {@code failure} itself, or with it what went wrong in undoing
     */
    RuntimeException undone(Throwable failure, Supplier<List<String>> look) {
        var second = new ArrayList<RuntimeException>();
        var wrong = new ArrayList<String>();
        for (var step : begun) {
            try {
                step.undo().run();
            } catch (RuntimeException e) {
                second.add(e);
                wrong.add("%s: %s".formatted(step.what(), e.getMessage()));
            }
        }
        wrong.addAll(look.get());
        second.forEach(failure::addSuppressed);
        if (failure instanceof Error error) {
            throw error;
        }
        return wrong.isEmpty() ? (RuntimeException) failure : both((RuntimeException) failure, wrong);
    }

    private static VirtDriverException both(RuntimeException failure, List<String> wrong) {
        var kind = failure instanceof VirtDriverException known ? known.kind() : Kind.INTERNAL;
        return new VirtDriverException(kind,
                "%s; and it could not be undone: %s".formatted(failure.getMessage(), String.join("; ", wrong)),
                failure);
    }
}
