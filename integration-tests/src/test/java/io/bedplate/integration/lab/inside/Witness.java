package io.bedplate.integration.lab.inside;

import java.util.List;

/** What a host says of the guest of an order, by its name. */
interface Witness {
    /** What its kernel has in force for it; see {@link Traveller#inForce}. */
    String inForce(String name);

    /** What the guest has said on its console here. */
    List<String> words(String name);

    /** Differences between its claim and what is in force. */
    List<String> differences(String name);

    /** Pages of 2 MiB on the first cell that nobody has. */
    long freePages();

    /** Ends its guests and its agent. */
    void end();
}
