package io.bedplate.nfv.extraspecs;

import java.util.ArrayList;
import java.util.List;

import static io.bedplate.nfv.extraspecs.Keys.alone;
import static io.bedplate.nfv.extraspecs.Keys.atLeast;
import static io.bedplate.nfv.extraspecs.Keys.whole;
import static io.bedplate.nfv.extraspecs.Keys.words;

/** Flavor keys that limit rates: three regular families and VMware's. */
final class QuotaKeys {
    static final List<KnownKey> ALL = all();

    private QuotaKeys() {}

    private static List<KnownKey> all() {
        var keys = new ArrayList<KnownKey>();
        keys.add(alone("quota:cpu_shares", atLeast(0), "Weight of the guest's vCPUs against other guests' (cgroup)."));
        keys.add(alone("quota:cpu_period", atLeast(0), "Length in microseconds of the period of quota:cpu_quota."));
        keys.add(alone("quota:cpu_quota", whole(), "Microseconds each vCPU may run in a period; negative = no limit."));
        for (String direction : List.of("read", "write", "total")) {
            keys.add(alone("quota:disk_" + direction + "_bytes_sec", atLeast(0),
                    "Bytes a second, %s, on each disk.".formatted(direction)));
            keys.add(alone("quota:disk_" + direction + "_iops_sec", atLeast(0),
                    "Operations a second, %s, on each disk.".formatted(direction)));
        }
        for (String direction : List.of("inbound", "outbound")) {
            keys.add(vif(direction, "average", "KiB a second"));
            keys.add(vif(direction, "peak", "KiB a second at most"));
            keys.add(vif(direction, "burst", "KiB that may pass at peak speed"));
        }
        for (String resource : List.of("cpu", "memory", "disk_io", "vif")) {
            keys.addAll(vmware(resource));
        }
        return List.copyOf(keys);
    }

    private static KnownKey vif(String direction, String measure, String what) {
        return alone("quota:vif_" + direction + "_" + measure, atLeast(0),
                "%s, %s, on each tap interface.".formatted(what, direction));
    }

    private static List<KnownKey> vmware(String resource) {
        String name = "quota:" + resource + "_";
        return List.of(alone(name + "limit", atLeast(0), "Most %s; VMware only.".formatted(resource)),
                alone(name + "reservation", whole(), "Least %s; VMware only.".formatted(resource)),
                alone(name + "shares_level", words("custom", "high", "normal", "low"),
                        "Level of shares of %s; VMware only.".formatted(resource)),
                alone(name + "shares_share", atLeast(0), "Custom shares of %s; VMware only.".formatted(resource)));
    }
}
