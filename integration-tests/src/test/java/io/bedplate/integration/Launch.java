package io.bedplate.integration;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import io.bedplate.cli.Bedplate;

/** What one run of the command came to. */
public record Launch(int status, String out, String err) {

    public static Launch bedplate(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Bedplate.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Launch(status, out.toString(), err.toString());
    }

    /** Lines on standard error that are no progress. */
    List<String> complaints() {
        return err.lines().filter(line -> !PROGRESS.contains(line.replaceFirst("\\d+", "N"))).toList();
    }

    private static final List<String> PROGRESS = List.of("bedplate: reserving N pages of 2 MiB",
            "bedplate: starting a private libvirtd", "bedplate: planning, claiming and starting the guest",
            "bedplate: waiting for the guest's own kernel to speak", "bedplate: ending the guest");
}
