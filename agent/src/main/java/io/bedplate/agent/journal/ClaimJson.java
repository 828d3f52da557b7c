package io.bedplate.agent.journal;

import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.bedplate.agent.Change;
import io.bedplate.agent.Claim;
import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.CpuLook.AddressBits;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.Growth;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic.Bandwidth;
import io.bedplate.virt.Nic.Spoofing;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.Peripherals.Console;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** The form of a claim on disk. Fields that a newer agent has added are passed over. */
final class ClaimJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().addModule(values()).addMixIn(Boot.class, ByKind.class)
            .addMixIn(DiskSource.class, BySimpleName.class).addMixIn(NicBackend.class, BySimpleName.class)
            .addMixIn(Spoofing.class, BySimpleName.class).addMixIn(Console.class, BySimpleName.class)
            .addMixIn(Change.class, BySimpleName.class).addMixIn(Bandwidth.class, FormerUnits.class)
            .addMixIn(AddressBits.class, BySimpleName.class).addMixIn(Growth.Seat.class, BySimpleName.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    private ClaimJson() {}

    static byte[] write(Claim claim) {
        return MAPPER.writeValueAsBytes(claim);
    }

    /**
     * Reads one claim.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Claim read(String json) {
        try {
            var tree = MAPPER.readTree(json);
            upgrade(tree);
            return MAPPER.treeToValue(tree, Claim.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** An agent that knew one I/O thread at most wrote where it ran, which was where the emulator threads did. */
    private static void upgrade(JsonNode claim) {
        if (claim instanceof ObjectNode fields && !fields.has("wanted")) {
            fields.putNull("wanted");
        }
        if (claim instanceof ObjectNode fields && !fields.has("plugged")) {
            fields.putArray("plugged");
        }
        if (claim instanceof ObjectNode fields && !fields.has("grown")) {
            var grown = fields.putObject("grown");
            grown.putArray("vcpus");
            grown.putArray("modules");
        }
        if (claim instanceof ObjectNode fields && !fields.has("ownsDisks")) {
            fields.put("ownsDisks", false);
        }
        if (claim instanceof ObjectNode fields && !fields.has("toRunIn")) {
            fields.putNull("toRunIn");
        }
        var cpus = claim.path("spec").path("placement").path("ioThreadCpus");
        if (cpus.isString() && claim.path("spec").path("placement") instanceof ObjectNode placement) {
            placement.putObject("ioThreads").put("count", cpus.asString().isEmpty() ? 0 : 1).put("cpus", "");
        }
    }

    /** Values that are one word of text. */
    private static SimpleModule values() {
        var module = new SimpleModule();
        text(module, CpuSet.class, CpuSet::parse);
        text(module, PciAddress.class, PciAddress::parse);
        text(module, InstanceId.class, InstanceId::parse);
        text(module, DeviceId.class, DeviceId::new);
        text(module, MacAddress.class, MacAddress::new);
        text(module, PageSize.class, text -> PageSize.parse(text.replace(" ", "")));
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new Parsed<>(type, parse));
    }

    private static final class Parsed<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> parse;

        Parsed(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return parse.apply(parser.getString());
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Boot.Kernel.class, name = "kernel"),
            @JsonSubTypes.Type(value = Boot.FirstDisk.class, name = "first-disk")})
    private interface ByKind {}

    /** Rates had another unit in their names once; the numbers were the same. */
    interface FormerUnits {
        @JsonAlias("averageKibPerSecond")
        long averageKilobytesPerSecond();

        @JsonAlias("peakKibPerSecond")
        long peakKilobytesPerSecond();
    }

    /** The records of a sealed interface by their names, which therefore stay as they are. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface BySimpleName {}
}
