package io.bedplate.libvirt.image;

import java.util.Locale;

/** Why an image is unsafe. {@link #toString} is the code in answers. */
public enum Reason {
    /** The file looks like another format than the one declared. */
    FORMAT_MISMATCH,
    /** Several formats at once: programs would differ in what they see. */
    AMBIGUOUS,
    /** Known, and not served: qcow version 1, QED, LUKS, Parallels, Bochs, DMG, cloop, unknown versions of the rest. */
    UNSUPPORTED_FORMAT,
    /** Data come from another file below this one: a backing file or a parent. */
    BACKING_FILE,
    /** qcow2 keeps its data in another file. */
    DATA_FILE,
    /** The descriptor names other files or devices, or extents that are not sparse ones of this file. */
    EXTERNAL_EXTENT,
    /** Features that this code does not know, and that change what the rest means. */
    UNKNOWN_FEATURES,
    /** AES of the first qcow2, or an unknown method; LUKS inside qcow2 is well and only needs its key. */
    ENCRYPTED,
    /** The image says of itself that it is corrupt. */
    CORRUPT,
    /** A log waits to be replayed: what is read now is not what would be opened. */
    UNREPLAYED_LOG,
    /** The file ends before what its header speaks of, or holds nothing. */
    TRUNCATED,
    /** Numbers out of range, or against each other. */
    ABSURD_HEADER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
