package io.bedplate.cli.json;

import java.util.List;

import io.bedplate.libvirt.image.Inspection;
import io.bedplate.libvirt.image.Reason;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The judgement of an image as the command-line contract wants it. */
public final class ImageWriter {
    private ImageWriter() {}

    public static ObjectNode inspection(Inspection inspection) {
        var facts = inspection.facts();
        var node = JsonNodeFactory.instance.objectNode();
        node.put("detected_format", facts.format().toString());
        var size = facts.virtualSizeBytes();
        node.put("virtual_size", size.isPresent() ? Long.valueOf(size.getAsLong()) : null);
        node.put("backing_file", facts.backingFile().orElse(null));
        node.put("data_file", facts.dataFile().orElse(null));
        List<Reason> reasons = switch (inspection) {
            case Inspection.Safe _ -> List.of();
            case Inspection.Unsafe unsafe -> unsafe.reasons();
        };
        node.put("safe", reasons.isEmpty());
        var codes = node.putArray("reasons");
        reasons.forEach(reason -> codes.add(reason.toString()));
        return node;
    }
}
