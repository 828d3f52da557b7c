package io.bedplate.virt;

import java.util.UUID;

/** Identity of an instance, the same in every record, claim and domain. */
public record InstanceId(UUID uuid) implements Comparable<InstanceId> {
    /**
     * Reads a UUID.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static InstanceId parse(String text) {
        return new InstanceId(UUID.fromString(text));
    }

    @Override
    public int compareTo(InstanceId other) {
        return uuid.compareTo(other.uuid);
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
