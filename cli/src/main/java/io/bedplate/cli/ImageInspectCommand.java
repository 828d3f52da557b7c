package io.bedplate.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.bedplate.cli.json.ImageWriter;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.libvirt.image.ImageInspector;
import io.bedplate.libvirt.image.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bedplate image inspect}: the judgement of an image before any program opens it. */
@Command(name = "inspect", mixinStandardHelpOptions = true, description = {
        "Says what a disk image is, and whether other programs may open it.", "Exit status 3 when they may not."})
final class ImageInspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a file or a block device")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Path file;

    @Option(names = "--declared-format", paramLabel = "F", description = "what somebody said it is; anything else is unsafe then")
    private @Nullable String declared;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; JSON if not said")
    private OutputFormat format = OutputFormat.JSON;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        var inspection = ImageInspector.inspect(file, Optional.ofNullable(declared).map(ImageInspectCommand::format));
        var lines = switch (format) {
            case JSON -> List.of(JsonTexts.line(ImageWriter.inspection(inspection)));
            case TEXT -> ImageText.lines(inspection);
        };
        lines.forEach(spec.commandLine().getOut()::println);
        return switch (inspection) {
            case Inspection.Safe _ -> ExitStatus.ANSWERED;
            case Inspection.Unsafe _ -> ExitStatus.NO;
        };
    }

    private static ImageFormat format(String name) {
        return ImageFormat.named(name).orElseThrow(() -> new BadInputException(
                "--declared-format \"%s\": wanted one of %s".formatted(name, Arrays.toString(ImageFormat.values()))));
    }
}
