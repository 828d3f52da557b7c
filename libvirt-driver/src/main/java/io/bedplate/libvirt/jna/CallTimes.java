package io.bedplate.libvirt.jna;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.bedplate.virt.Latencies;
import io.bedplate.virt.Statistics.Calls;

/** How long each function of libvirt took. As many as there are functions bound here, so its size has an end. */
final class CallTimes {
    private final Map<String, Latencies> byFunction = new ConcurrentHashMap<>();

    void add(String function, long nanos) {
        byFunction.computeIfAbsent(function, _ -> new Latencies()).add(nanos);
    }

    /** Ascending by name. */
    List<Calls> snapshot() {
        return new TreeMap<>(byFunction).entrySet().stream()
                .map(entry -> new Calls(entry.getKey(), entry.getValue().snapshot())).toList();
    }
}
