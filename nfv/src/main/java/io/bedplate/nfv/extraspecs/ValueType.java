package io.bedplate.nfv.extraspecs;

import java.util.List;

/** What a key's value may be. */
public sealed interface ValueType {

    boolean accepts(String value);

    /** What is accepted, as a noun for a sentence: {@code a whole number from 1}. */
    String wanted();

    /** A whole number; {@code min} and {@code max} are the limits of {@code long} where there is none. */
    record Whole(long min, long max) implements ValueType {
        @Override
        public boolean accepts(String value) {
            var number = Literals.whole(value);
            return number.isPresent() && number.getAsLong() >= min && number.getAsLong() <= max;
        }

        @Override
        public String wanted() {
            if (max < Long.MAX_VALUE) {
                return "a whole number from %d to %d".formatted(min, max);
            }
            return min > Long.MIN_VALUE ? "a whole number from " + min : "a whole number";
        }
    }

    /** Yes or no. */
    record Flag() implements ValueType {
        @Override
        public boolean accepts(String value) {
            return Literals.flag(value).isPresent();
        }

        @Override
        public String wanted() {
            return "a yes or no (yes, true, on, 1, no, false, off, 0)";
        }
    }

    /** One of some words, to the letter. */
    record Word(List<String> words) implements ValueType {
        public Word {
            words = List.copyOf(words);
        }

        @Override
        public boolean accepts(String value) {
            return words.contains(value);
        }

        @Override
        public String wanted() {
            return "one of " + String.join(", ", words);
        }
    }

    /** Text of a shape. */
    record Text(TextShape shape) implements ValueType {
        @Override
        public boolean accepts(String value) {
            return shape.matches(value);
        }

        @Override
        public String wanted() {
            return shape.wanted();
        }
    }
}
