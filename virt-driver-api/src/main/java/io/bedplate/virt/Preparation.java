package io.bedplate.virt;

import java.util.List;

/** Whether a guest can come to a host. */
public sealed interface Preparation {

    /**
     * It can.
     *
     * @param document the guest as it will be there, in the words of both drivers
     */
    record Ready(String document) implements Preparation {}

    /**
     * It cannot, and nothing was changed.
     *
     * @param reasons at least one
     */
    record Refused(List<MigrationRefusal> reasons) implements Preparation {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
