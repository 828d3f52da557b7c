package io.bedplate.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** What a simulated guest prints. The only real file that this driver touches. */
final class ConsoleFile {
    private ConsoleFile() {}

    /** One line each time the guest runs, if its console is kept. */
    static void write(InstanceSpec spec) {
        spec.consoleLog().ifPresent(file -> {
            try {
                Files.writeString(file, "simulated guest %s runs%n".formatted(spec.name()), StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new VirtDriverException(Kind.INTERNAL,
                        "guest %s: its console cannot be written to %s: %s".formatted(spec.name(), file,
                                e.getMessage()),
                        e);
            }
        });
    }
}
