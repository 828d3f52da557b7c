package io.bedplate.libvirt.jna;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * What one domain has used, by libvirt's names, such as {@code vcpu.0.time} (virConnectGetAllDomainStats).
 *
 * @param numbers of all types; a boolean is 0 or 1
 */
public record DomainFigures(UUID uuid, String name, Map<String, Long> numbers, Map<String, String> texts) {
    /** {@code virDomainStatsTypes}. */
    public static final int STATE = 1;
    public static final int BALLOON = 1 << 2;
    public static final int VCPU = 1 << 3;
    public static final int INTERFACE = 1 << 4;
    public static final int BLOCK = 1 << 5;

    // virDomainStatsRecord: a domain, its parameters, how many they are.
    private static final int PARAMS_AT = 8;
    private static final int COUNT_AT = 16;

    /** Empty where libvirt does not say. */
    public OptionalLong number(String key) {
        var value = numbers.get(key);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** 0 where libvirt does not say. */
    public long count(String key) {
        return numbers.getOrDefault(key, 0L);
    }

    /** Of every domain; the list that libvirt makes is freed whatever happens. */
    static List<DomainFigures> ofAll(StatsApi libvirt, Pointer connection, int groups) {
        var array = new PointerByReference();
        int count = libvirt.virConnectGetAllDomainStats(connection, groups, array, StatsApi.NOWAIT);
        if (count < 0) {
            throw LibvirtErrors.last("statistics of all domains");
        }
        try {
            var figures = new ArrayList<DomainFigures>(count);
            for (var domain : array.getValue().getPointerArray(0, count)) {
                figures.add(read(domain));
            }
            return figures;
        } finally {
            libvirt.virDomainStatsRecordListFree(array.getValue());
        }
    }

    private static DomainFigures read(Pointer entry) {
        var domain = entry.getPointer(0);
        var params = new Params(entry.getPointer(PARAMS_AT), entry.getInt(COUNT_AT));
        var numbers = new HashMap<String, Long>();
        var texts = new HashMap<String, String>();
        while (params.next()) {
            if (params.isText()) {
                texts.put(params.name(), params.text());
            } else {
                numbers.put(params.name(), params.number());
            }
        }
        // Both are in this process's memory; nobody is asked.
        var name = LibvirtApi.INSTANCE.virDomainGetName(domain);
        return new DomainFigures(DomainHandle.uuid(domain), String.valueOf(name), numbers, texts);
    }

    /** A list of {@code virTypedParameter}, read where libvirt has it: a name of 80 bytes, a type, a value of 8 bytes. */
    private static final class Params {
        private static final int SIZE = 96;
        private static final int TYPE_AT = 80;
        private static final int VALUE_AT = 88;
        private static final int INT = 1;
        private static final int UINT = 2;
        private static final int DOUBLE = 5;
        private static final int BOOLEAN = 6;
        private static final int STRING = 7;

        private final Pointer memory;
        private final ByteBuffer bytes;
        private final byte[] name = new byte[TYPE_AT];
        private int at = -SIZE;

        Params(Pointer memory, int count) {
            this.memory = memory;
            bytes = count == 0
                    ? ByteBuffer.allocate(0)
                    : memory.getByteBuffer(0, (long) count * SIZE).order(ByteOrder.nativeOrder());
        }

        boolean next() {
            at += SIZE;
            return at < bytes.capacity();
        }

        String name() {
            bytes.get(at, name);
            int length = 0;
            while (length < name.length && name[length] != 0) {
                length++;
            }
            return new String(name, 0, length, StandardCharsets.ISO_8859_1);
        }

        boolean isText() {
            return bytes.getInt(at + TYPE_AT) == STRING;
        }

        String text() {
            return memory.getPointer(at + VALUE_AT).getString(0, "UTF-8");
        }

        long number() {
            int value = at + VALUE_AT;
            return switch (bytes.getInt(at + TYPE_AT)) {
                case INT -> bytes.getInt(value);
                case UINT -> Integer.toUnsignedLong(bytes.getInt(value));
                case DOUBLE -> (long) bytes.getDouble(value);
                case BOOLEAN -> bytes.get(value);
                default -> bytes.getLong(value);
            };
        }
    }
}
