package io.bedplate.nfv;

import java.util.List;
import java.util.TreeMap;

import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;

/** Requests in one line: {@code hw:numa_nodes=2 hw_cpu_policy=dedicated}; what has no colon or a trait is the image's. */
final class Asked {
    private Asked() {}

    static RequestInput input(int vcpus, long mib, String keys) {
        var specs = new TreeMap<String, String>();
        var properties = new TreeMap<String, String>();
        for (String pair : keys.isBlank() ? List.<String>of() : List.of(keys.strip().split("\\s+", -1))) {
            int equals = pair.lastIndexOf('=');
            String key = pair.substring(0, equals);
            String value = pair.substring(equals + 1);
            boolean image = key.startsWith("image/") || (key.startsWith("hw_") && !key.contains(":"));
            (image ? properties : specs).put(key.replace("image/", ""), value);
        }
        return RequestInput.of(new Flavor(vcpus, mib, new ExtraSpecs(specs)), new ImageProperties(properties));
    }

    static RequestResult read(int vcpus, long mib, String keys) {
        return NfvRequests.read(input(vcpus, mib, keys));
    }

    static NfvRequest valid(int vcpus, long mib, String keys) {
        return switch (read(vcpus, mib, keys)) {
            case RequestResult.Valid(var request) -> request;
            case RequestResult.Invalid(var reasons) -> throw new AssertionError(reasons.toString());
        };
    }
}
