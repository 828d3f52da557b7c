package io.bedplate.nfv;

import java.util.List;

/** What reading flavor, image and ports came to: a request, or everything that is wrong with them. */
public sealed interface RequestResult {

    record Valid(NfvRequest request) implements RequestResult {}

    /** No request; at least one reason. */
    record Invalid(List<InvalidReason> reasons) implements RequestResult {
        public Invalid {
            reasons = List.copyOf(reasons);
        }
    }
}
