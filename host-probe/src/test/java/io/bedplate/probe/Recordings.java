package io.bedplate.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.bedplate.host.files.HostTree;

/** Recorded machines. */
enum Recordings {
    VIRTUAL_MACHINE("virtual-machine"), LAB("lab-4-cells"), TWO_SOCKETS("lab-two-sockets"),
    EIGHT_CELLS("lab-eight-cells"),
    ONE_CELL("lab-one-cell"), MEMORYLESS_CELL("lab-memoryless-cell"), UNEQUAL_CELLS("lab-unequal-cells");

    private final String name;

    Recordings(String name) {
        this.name = name;
    }

    HostTree tree() {
        try (var in = Objects.requireNonNull(Recordings.class.getResourceAsStream("/machines/" + name + ".txt"))) {
            return HostTree.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
