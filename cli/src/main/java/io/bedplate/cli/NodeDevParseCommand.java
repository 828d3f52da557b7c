package io.bedplate.cli;

import java.util.Locale;
import java.util.concurrent.Callable;

import io.bedplate.cli.json.HostWriter;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.host.PciDevice;
import io.bedplate.libvirt.xml.NodeDeviceXml;
import io.bedplate.libvirt.xml.XmlException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bedplate nodedev parse}: one entry of {@code host show}'s {@code pci}. */
@Command(name = "parse", description = "Prints a PCI device as host show does.", mixinStandardHelpOptions = true)
final class NodeDevParseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "libvirt's node device XML; - is standard input")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; JSON if not said")
    private OutputFormat format = OutputFormat.JSON;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            var device = NodeDeviceXml.read(InputFiles.xml(file).root());
            spec.commandLine().getOut().println(switch (format) {
                case JSON -> JsonTexts.line(HostWriter.pciDevice(device));
                case TEXT -> text(device);
            });
            return ExitStatus.ANSWERED;
        } catch (XmlException e) {
            throw new BadInputException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(PciDevice device) {
        var cell = device.cell();
        return "%s %s:%s %s, cell %s".formatted(device.address(), device.vendorId(), device.productId(),
                device.type().name().toLowerCase(Locale.ROOT), cell.isPresent() ? cell.getAsInt() : "unknown");
    }
}
