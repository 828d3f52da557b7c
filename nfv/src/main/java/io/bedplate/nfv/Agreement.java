package io.bedplate.nfv;

import java.util.List;

/** Rules on keys that flavor and image may both hold, but not with different meaning. */
final class Agreement {
    private static final List<Twin> FLAGS = List.of(Twin.LOCKED_MEMORY, Twin.MEMORY_ENCRYPTION);
    private static final List<Twin> WORDS = List.of(Twin.TPM_MODEL, Twin.TPM_VERSION, Twin.ADDRESS_MODE,
            Twin.ADDRESS_BITS);

    private Agreement() {}

    static void check(Reading reading) {
        for (var twin : FLAGS) {
            check(reading, twin, RequestRule.FLAVOR_IMAGE_CONFLICT,
                    Reading.isYes(reading.flavor(twin)) == Reading.isYes(reading.image(twin)));
        }
        for (var twin : WORDS) {
            check(reading, twin, RequestRule.FLAVOR_IMAGE_CONFLICT, isSame(reading, twin));
        }
        check(reading, Twin.PCI_POLICY, RequestRule.PCI_POLICY_CONFLICT, isSame(reading, Twin.PCI_POLICY));
        checkAddressBits(reading);
    }

    private static boolean isSame(Reading reading, Twin twin) {
        String flavor = reading.flavor(twin);
        return flavor == null || flavor.equals(reading.image(twin));
    }

    private static void check(Reading reading, Twin twin, RequestRule rule, boolean same) {
        if (!same && reading.flavor(twin) != null && reading.image(twin) != null) {
            reading.refuse(rule, twin, "the same in both", reading.found(twin));
        }
    }

    // libvirt's domain document: bits are mandatory with mode emulate and meaningless with passthrough.
    private static void checkAddressBits(Reading reading) {
        boolean emulated = "emulate".equals(reading.either(Twin.ADDRESS_MODE));
        boolean counted = reading.either(Twin.ADDRESS_BITS) != null;
        if (emulated != counted) {
            reading.refuse(RequestRule.ADDRESS_BITS_INCOMPLETE,
                    List.of(Twin.ADDRESS_MODE.flavor, Twin.ADDRESS_BITS.flavor), "emulate and the bits together",
                    emulated ? "no bits" : "bits without emulate");
        }
    }
}
