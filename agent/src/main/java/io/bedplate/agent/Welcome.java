package io.bedplate.agent;

import java.util.List;

import io.bedplate.nfv.Rejection;
import io.bedplate.virt.MigrationRefusal;

/** What a destination says to an instance that is to come. */
public sealed interface Welcome {

    /**
     * Its place is claimed.
     *
     * @param document for the driver that sends it
     */
    record Ready(String document) implements Welcome {}

    /** The drivers cannot carry it there. */
    record Refused(List<MigrationRefusal> reasons) implements Welcome {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** It does not fit there. */
    record Rejected(Rejection rejection) implements Welcome {}

    /** The place that was named is not free. */
    record Taken(String why) implements Welcome {}
}
