package io.bedplate.cli.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.nfv.InvalidReason;
import io.bedplate.nfv.Reason;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that {@code fit} prints. */
public final class FitWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FitWriter() {}

    public static ObjectNode answer(FitAnswer answer) {
        return switch (answer) {
            case FitAnswer.Fits fits -> fits(fits);
            case FitAnswer.Rejected rejected -> rejected(rejected);
            case FitAnswer.Invalid invalid -> invalid(invalid);
        };
    }

    private static ObjectNode fits(FitAnswer.Fits fits) {
        var placement = fits.plan().placement();
        var json = JSON.objectNode().put("fits", true);
        var cells = json.putArray("cells");
        placement.cells().forEach(cell -> cells.add(cell(cell)));
        if (placement.cells().isEmpty()) {
            json.set("shared_cpus", HostWriter.cpus(placement.sharedCpus()));
        }
        json.set("emulator_cpus", HostWriter.cpus(placement.emulatorCpus()));
        if (!placement.ioThreads().cpus().isEmpty()) {
            json.set("io_thread_cpus", HostWriter.cpus(placement.ioThreads().cpus()));
        }
        var pci = json.putArray("pci");
        placement.devices().forEach(device -> pci.add(device(device)));
        var warnings = new ArrayList<>(fits.warnings());
        warnings.addAll(fits.plan().remarks());
        return withTexts(json, "warnings", warnings);
    }

    private static ObjectNode cell(PlacedCell cell) {
        var json = JSON.objectNode().put("id", cell.id()).put("host_node", cell.hostCell());
        json.set("vcpus", HostWriter.cpus(cell.vcpus()));
        var pinning = json.putObject("pinning");
        cell.pinning().forEach((vcpu, pcpu) -> pinning.put(Integer.toString(vcpu), pcpu));
        json.put("memory_mib", cell.memoryKib() / 1024);
        var pageSize = cell.pageSize().map(PageSize::kib);
        json.set("page_size_kib", pageSize.isPresent() ? JSON.numberNode(pageSize.get()) : JSON.nullNode());
        if (!cell.blockedCpus().isEmpty()) {
            json.set("blocked_cpus", HostWriter.cpus(cell.blockedCpus()));
        }
        return json;
    }

    private static ObjectNode device(PlacedDevice device) {
        var json = JSON.objectNode().put("address", device.address().toString());
        json.set("numa_node",
                device.cell().isPresent() ? JSON.numberNode(device.cell().getAsInt()) : JSON.nullNode());
        return json;
    }

    private static ObjectNode rejected(FitAnswer.Rejected rejected) {
        var json = no(rejected.rejection().sentence());
        var reasons = json.putArray("reasons");
        rejected.rejection().reasons().forEach(reason -> reasons.add(reason(reason)));
        json.set("would_fit_if", texts(rejected.wouldFitIf()));
        return withTexts(json, "warnings", rejected.warnings());
    }

    private static ObjectNode reason(Reason reason) {
        var json = JSON.objectNode().put("code", reason.code());
        var cell = reason.cell();
        json.set("cell", cell.isPresent() ? JSON.numberNode(cell.getAsInt()) : JSON.nullNode());
        return json.put("wanted", reason.wanted()).put("free", reason.free());
    }

    private static ObjectNode invalid(FitAnswer.Invalid invalid) {
        var json = no(invalid.sentence());
        var reasons = json.putArray("reasons");
        invalid.reasons().forEach(reason -> reasons.add(reason(reason)));
        json.set("would_fit_if", texts(List.of()));
        return json;
    }

    private static ObjectNode reason(InvalidReason reason) {
        var json = JSON.objectNode().put("code", "INVALID_REQUEST").put("rule", reason.rule().name());
        json.set("keys", texts(reason.keys()));
        return json.put("wanted", reason.wanted()).put("found", reason.found());
    }

    private static ObjectNode no(String reason) {
        return JSON.objectNode().put("fits", false).put("reason", reason);
    }

    /** The answer to a line that could not be read. */
    public static ObjectNode error(String message) {
        return JSON.objectNode().put("error", message);
    }

    private static ObjectNode withTexts(ObjectNode json, String key, Collection<String> texts) {
        if (!texts.isEmpty()) {
            json.set(key, texts(texts));
        }
        return json;
    }

    private static ArrayNode texts(Collection<String> texts) {
        var array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
