package io.bedplate.cli.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.bedplate.cli.OutputFormat;
import io.bedplate.host.files.HostFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bedplate demo}. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
        "Boots a tiny guest through libvirt, with a pCPU of its own, 2 MiB pages and strict NUMA memory,",
        "and shows from the kernel that all three are in force (root)."})
public final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Option(names = "--keep", description = "Leave the guest running; look with 'bedplate verify', end with --end.")
    private boolean keep;

    @Option(names = "--end", description = "End the guest that --keep has left, and give everything back.")
    private boolean end;

    @Option(names = "--format", defaultValue = "text", description = "text or json; default: ${DEFAULT-VALUE}.")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(names = "--state-dir", paramLabel = "DIR", defaultValue = "/var/lib/bedplate", description = "Where the agent keeps its claims; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Path stateDir;

    @Option(names = "--guest", paramLabel = "DIR", hidden = true, defaultValue = "${sys:bedplate.guest:-.bedplate/guest}", description = "Folder with the guest's vmlinuz and initrd.gz.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Path guest;

    @Override
    public Integer call() {
        var commandLine = spec.commandLine();
        var demo = new Demo(new DemoFolder(stateDir.toAbsolutePath()), guest.toAbsolutePath(), HostFiles.real(),
                step -> commandLine.getErr().println("bedplate: " + step));
        if (end) {
            commandLine.getOut().println(demo.end() ? "ended" : "nothing was kept");
            return 0;
        }
        var report = demo.run(keep);
        if (format == OutputFormat.JSON) {
            commandLine.getOut().println(DemoJson.write(report));
        } else {
            DemoText.lines(report).forEach(commandLine.getOut()::println);
        }
        return report.inForce() ? 0 : 3;
    }
}
