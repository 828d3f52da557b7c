package io.bedplate.libvirt.jna;

import org.jspecify.annotations.Nullable;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** A list of libvirt's typed parameters, in libvirt's own memory. */
final class TypedParams implements AutoCloseable {
    // They are this process's own business; nobody watches them.
    private static final MoveApi LIBVIRT = MoveApi.INSTANCE;

    private final PointerByReference params = new PointerByReference();
    private final IntByReference count = new IntByReference();
    private final IntByReference room = new IntByReference();

    TypedParams with(String name, String value) {
        DomainHandle.check(name, LIBVIRT.virTypedParamsAddString(params, count, room, name, value));
        return this;
    }

    TypedParams with(String name, long value) {
        DomainHandle.check(name, LIBVIRT.virTypedParamsAddULLong(params, count, room, name, value));
        return this;
    }

    TypedParams with(String name, int value) {
        DomainHandle.check(name, LIBVIRT.virTypedParamsAddInt(params, count, room, name, value));
        return this;
    }

    @Nullable
    Pointer pointer() {
        return params.getValue();
    }

    int count() {
        return count.getValue();
    }

    /** For a function that makes the list. */
    PointerByReference target() {
        return params;
    }

    /** Likewise. */
    IntByReference targetCount() {
        return count;
    }

    /** 0 where there is none. */
    long unsigned(String name) {
        var value = new LongByReference();
        return LIBVIRT.virTypedParamsGetULLong(pointer(), count(), name, value) > 0 ? value.getValue() : 0;
    }

    /** 0 where there is none. */
    int number(String name) {
        var value = new IntByReference();
        return LIBVIRT.virTypedParamsGetInt(pointer(), count(), name, value) > 0 ? value.getValue() : 0;
    }

    @Override
    public void close() {
        LIBVIRT.virTypedParamsFree(pointer(), count());
    }
}
