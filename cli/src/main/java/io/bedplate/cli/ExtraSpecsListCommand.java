package io.bedplate.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.bedplate.nfv.extraspecs.KeyCatalogue;
import io.bedplate.nfv.extraspecs.KeyForm;
import io.bedplate.nfv.extraspecs.KnownKey;
import io.bedplate.nfv.extraspecs.ValueType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Prints the catalogue of extra specs and image properties. */
@Command(name = "list", description = "Documents every flavor extra spec and image property.", mixinStandardHelpOptions = true)
final class ExtraSpecsListCommand implements Runnable {
    @Option(names = "--format", defaultValue = "text", description = "text (default) or json")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private ExtraSpecsCheckCommand.Format format;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json()));
            case TEXT -> {
                out.println("FLAVOR EXTRA SPECS");
                KeyCatalogue.flavor().keys().forEach(key -> print(out, key));
                out.println();
                out.println("IMAGE PROPERTIES WITHOUT AN EXTRA SPEC");
                KeyCatalogue.imageOnlyKeys().forEach(key -> print(out, key));
            }
        }
    }

    private static void print(PrintWriter out, KnownKey key) {
        out.println();
        out.println(key.name());
        out.println("    " + key.value().wanted());
        out.println("    " + key.meaning());
        key.imageProperty().ifPresent(name -> out.println("    Image property: " + name));
        if (!key.aliases().isEmpty()) {
            out.println("    Also known as: " + String.join(", ", key.aliases()));
        }
        switch (key.origin()) {
            case NOVA -> {
            }
            case STARLINGX -> out.println("    As in StarlingX; Nova does not have it.");
            case BEDPLATE -> out.println("    Ours; Nova does not have it.");
        }
    }

    private static List<Map<String, Object>> json() {
        var rows = new ArrayList<Map<String, Object>>();
        KeyCatalogue.flavor().keys().forEach(key -> rows.add(row("flavor", key)));
        KeyCatalogue.imageOnlyKeys().forEach(key -> rows.add(row("image", key)));
        return rows;
    }

    private static Map<String, Object> row(String scope, KnownKey key) {
        var row = new LinkedHashMap<String, Object>();
        row.put("name", key.name());
        row.put("scope", scope);
        describe(row, key.value());
        var names = names(key.form());
        if (!names.isEmpty()) {
            row.put("names", names);
        }
        key.imageProperty().ifPresent(name -> row.put("image_property", name));
        if (!key.aliases().isEmpty()) {
            row.put("aliases", key.aliases());
        }
        row.put("origin", key.origin().name().toLowerCase(Locale.ROOT));
        row.put("meaning", key.meaning());
        return row;
    }

    private static void describe(Map<String, Object> row, ValueType type) {
        switch (type) {
            case ValueType.Whole(long min, long max) -> {
                row.put("type", "int");
                if (min > Long.MIN_VALUE) {
                    row.put("min", min);
                }
                if (max < Long.MAX_VALUE) {
                    row.put("max", max);
                }
            }
            case ValueType.Flag() -> row.put("type", "bool");
            case ValueType.Word(var words) -> {
                row.put("type", "str");
                row.put("enum", words);
            }
            case ValueType.Text(var shape) -> {
                row.put("type", "str");
                row.put("pattern", shape.pattern());
            }
        }
    }

    private static List<String> names(KeyForm form) {
        return switch (form) {
            case KeyForm.Grouped group -> group.names().stream().sorted().toList();
            case KeyForm.Listed listed -> listed.names().stream().sorted().toList();
            case KeyForm.Fixed _,KeyForm.Numbered _,KeyForm.Open _ -> List.of();
        };
    }
}
