package io.bedplate.cli.json;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

import io.bedplate.nfv.PciAlias;
import io.bedplate.nfv.PciAliases;

/** Reads {@code pci_aliases} of {@code config}. */
final class PciAliasReader {
    private static final Set<String> KEYS = new TreeSet<>(
            Set.of("name", "vendor_id", "product_id", "type", "numa_policy"));

    private PciAliasReader() {}

    static PciAliases read(JsonCursor aliases) {
        var names = new HashSet<String>();
        return PciAliases.of(aliases.elements().stream().map(json -> {
            var alias = alias(json);
            if (!names.add(alias.name())) {
                throw json.required("name").wrong("each name once: an alias stands for one kind of device");
            }
            return alias;
        }).toList());
    }

    private static PciAlias alias(JsonCursor json) {
        json.onlyKeys(KEYS);
        var name = json.required("name");
        if (name.text().isBlank() || name.text().contains(":") || !name.text().equals(name.text().strip())) {
            throw name.wrong("a name without colon and outer blanks");
        }
        return new PciAlias(name.text(), PciReader.id(json, "vendor_id"), PciReader.id(json, "product_id"),
                json.field("type").map(PciReader::type), json.field("numa_policy").map(PciReader::policy));
    }
}
