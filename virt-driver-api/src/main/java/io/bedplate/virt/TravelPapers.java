package io.bedplate.virt;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the driver of a guest's host says of the guest to the driver of its destination. Whoever carries it reads nothing
 * of it but its names.
 *
 * @param driver   {@link VirtDriverProvider#name()}; papers of another driver are refused
 * @param document the guest, in that driver's own words
 * @param marks    by file of a disk: what stands beside it, by which the destination knows whether it is the same file
 */
public record TravelPapers(String driver, String document, SortedMap<Path, String> marks) {
    public TravelPapers {
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }
}
