package io.bedplate.libvirt.xml;

import java.util.List;

/** What becomes of a domain that is to run on another host. */
public sealed interface Migration {

    /**
     * The destination's domain.
     *
     * @param left what names the source host and the plan does not mention, a sentence each
     */
    record Moved(Domain domain, List<String> left) implements Migration {
        public Moved {
            left = List.copyOf(left);
        }
    }

    /** The plan names what the domain has not; a sentence each. */
    record Refused(List<String> reasons) implements Migration {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** The destination's domain. Pure; what the records do not know goes along. */
    static Migration of(Domain domain, MigrationPlan plan) {
        return new Mover(domain, plan).move();
    }
}
