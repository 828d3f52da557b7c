package io.bedplate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One command line, run in this JVM. */
record CommandRun(int exitStatus, String out, String err) {

    static CommandRun of(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitStatus = Bedplate.execute(new PrintWriter(out), new PrintWriter(err), args);
        return new CommandRun(exitStatus, out.toString(), err.toString());
    }
}
