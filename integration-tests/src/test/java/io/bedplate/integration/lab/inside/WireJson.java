package io.bedplate.integration.lab.inside;

import java.nio.file.Path;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MacAddress;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.impl.DefaultTypeResolverBuilder;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.util.RawValue;

/** The JSON of {@link Wire}: records as they are, those of sealed interfaces with the names of their classes. */
final class WireJson {
    static final JsonMapper MAPPER = JsonMapper.builder().addModule(values()).setDefaultTyping(new OfSealed()).build();

    private WireJson() {}

    static RawValue raw(JavaType type, @Nullable Object value) {
        return new RawValue(
                type.getRawClass() == void.class ? "null" : MAPPER.writerFor(type).writeValueAsString(value));
    }

    private static SimpleModule values() {
        var module = new SimpleModule();
        text(module, CpuSet.class, CpuSet::parse);
        text(module, PciAddress.class, PciAddress::parse);
        text(module, InstanceId.class, InstanceId::parse);
        text(module, DeviceId.class, DeviceId::new);
        text(module, MacAddress.class, MacAddress::new);
        text(module, PageSize.class, text -> PageSize.parse(text.replace(" ", "")));
        module.addKeyDeserializer(Path.class, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return Path.of(key);
            }
        });
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return parse.apply(parser.getString());
            }
        });
    }

    private static final class OfSealed extends DefaultTypeResolverBuilder {
        private static final long serialVersionUID = 1;

        OfSealed() {
            super(BasicPolymorphicTypeValidator.builder().allowIfSubType("io.bedplate").build(),
                    DefaultTyping.OBJECT_AND_NON_CONCRETE, JsonTypeInfo.As.PROPERTY);
        }

        @Override
        public boolean useForType(JavaType type) {
            return type.getRawClass().isSealed() && type.getRawClass().getName().startsWith("io.bedplate");
        }
    }
}
