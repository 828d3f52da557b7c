package io.bedplate.architecture.planted.agent;

import com.sun.jna.Pointer;

import io.bedplate.architecture.planted.numa.ReadsAFile;

/** Holds a native type outside its room. */
public final class UsesNativeTypes {
    private final Pointer pointer;
    private final ReadsAFile other;

    public UsesNativeTypes(Pointer pointer, ReadsAFile other) {
        this.pointer = pointer;
        this.other = other;
    }

    @Override
    public String toString() {
        return pointer + " " + other;
    }
}
