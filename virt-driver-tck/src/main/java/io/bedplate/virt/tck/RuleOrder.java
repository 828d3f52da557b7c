package io.bedplate.virt.tck;

import java.util.Comparator;
import java.util.regex.Pattern;

import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** Runs the tests in the order of SPEC.md, so that a report reads like it. */
final class RuleOrder implements MethodOrderer {
    private static final Pattern NUMBER = Pattern.compile("\\[(\\d+)\\.(\\d+)] .*");
    private static final Comparator<MethodDescriptor> BY_RULE = Comparator
            .comparingInt((MethodDescriptor test) -> part(test.getDisplayName(), 1))
            .thenComparingInt(test -> part(test.getDisplayName(), 2))
            .thenComparing(MethodDescriptor::getDisplayName);

    @Override
    public void orderMethods(MethodOrdererContext context) {
        context.getMethodDescriptors().sort(BY_RULE);
    }

    /** Tests that a driver author adds to his class have no number and come last. */
    private static int part(String displayName, int group) {
        var number = NUMBER.matcher(displayName);
        return number.matches() ? Integer.parseInt(number.group(group)) : Integer.MAX_VALUE;
    }
}
