package io.bedplate.cli.json;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

import io.bedplate.agent.GuestWishes;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.DiskTuning;

/** Reads one entry of {@code disks} of INST. */
final class DiskReader {
    private static final Set<String> KEYS = sorted("id", "path", "device", "network", "format", "bus", "cache", "io",
            "discard", "io_thread", "read_only", "shared", "serial", "luks_secret");
    private static final Set<String> NETWORK_KEYS = sorted("protocol", "name", "servers", "user", "secret");
    private static final Set<String> SERVER_KEYS = sorted("host", "port");

    private DiskReader() {}

    static SortedSet<String> sorted(String... keys) {
        return new TreeSet<>(Arrays.asList(keys));
    }

    /** A disk; {@code index} names it where it has no id. */
    static Disk read(JsonCursor json, int index, GuestWishes wishes) {
        json.onlyKeys(KEYS);
        var id = json.field("id").map(text -> text.parsed(DeviceId::new)).orElse(new DeviceId("disk-" + index));
        return json.checked(() -> new Disk(id, source(json),
                json.field("format").map(DiskReader::format).orElse(Disk.Format.RAW),
                json.field("bus").map(bus -> bus.word(Disk.Bus.class)).orElse(wishes.diskBus()), tuning(json, wishes),
                flag(json, "read_only", false), flag(json, "shared", false),
                json.field("serial").map(JsonCursor::text), json.field("luks_secret")
                        .map(secret -> new Disk.LuksKey(secret.parsed(UUID::fromString)))));
    }

    private static Disk.Format format(JsonCursor json) {
        return json.word(Disk.Format.class);
    }

    private static boolean flag(JsonCursor json, String key, boolean otherwise) {
        return json.field(key).map(JsonCursor::flag).orElse(otherwise);
    }

    private static DiskSource source(JsonCursor json) {
        return json.field("path").map(path -> (DiskSource) new DiskSource.File(Path.of(path.text())))
                .or(() -> json.field("device").map(device -> new DiskSource.Block(Path.of(device.text()))))
                .or(() -> json.field("network").map(DiskReader::network))
                .orElseThrow(() -> json.wrong("path, device or network"));
    }

    private static DiskSource network(JsonCursor json) {
        json.onlyKeys(NETWORK_KEYS);
        var servers = json.elements("servers").stream().map(server -> {
            server.onlyKeys(SERVER_KEYS);
            return new DiskSource.Server(server.required("host").text(),
                    server.field("port").map(port -> port.integer(1, 65535)).orElse(0));
        }).toList();
        var login = json.field("user").map(user -> new DiskSource.Login(user.text(),
                json.required("secret").parsed(UUID::fromString)));
        return json.checked(() -> new DiskSource.Network(json.required("protocol").word(DiskSource.Protocol.class),
                json.required("name").text(), servers, login));
    }

    private static DiskTuning tuning(JsonCursor json, GuestWishes wishes) {
        var usual = DiskTuning.DEFAULT;
        return new DiskTuning(json.field("cache").map(word -> word.word(DiskTuning.Cache.class)).orElse(usual.cache()),
                json.field("io").map(word -> word.word(DiskTuning.Io.class)).orElse(usual.io()),
                flag(json, "discard", usual.discard()),
                json.field("io_thread").map(thread -> OptionalInt.of(thread.integer(1, 1 << 16)))
                        .orElse(OptionalInt.empty()),
                wishes.diskLimits());
    }
}
