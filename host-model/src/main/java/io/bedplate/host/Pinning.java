package io.bedplate.host;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/** An immutable map from vCPU to pCPU in two arrays: plans are made by the thousand, and most are thrown away. */
@SuppressWarnings("JdkObsolete") // nobody needs the rest of NavigableMap
public final class Pinning extends AbstractMap<Integer, Integer> implements SortedMap<Integer, Integer> {
    private static final Pinning EMPTY = new Pinning(new int[0], new int[0]);

    private final int[] vcpus;
    private final int[] pcpus;

    private Pinning(int[] vcpus, int[] pcpus) {
        this.vcpus = vcpus;
        this.pcpus = pcpus;
    }

    /** Pins the vCPUs in ascending order to {@code pcpus}, one each; the array is copied. */
    public static Pinning of(CpuSet vcpus, int... pcpus) {
        int[] keys = vcpus.toArray();
        if (keys.length != pcpus.length) {
            throw new IllegalArgumentException("%d vCPUs on %d pCPUs".formatted(keys.length, pcpus.length));
        }
        return keys.length == 0 ? EMPTY : new Pinning(keys, pcpus.clone());
    }

    /** The same pins; the map must be in natural order. */
    public static Pinning copyOf(SortedMap<Integer, Integer> pins) {
        if (pins instanceof Pinning pinning) {
            return pinning;
        }
        return new Pinning(pins.keySet().stream().mapToInt(Integer::intValue).toArray(),
                pins.values().stream().mapToInt(Integer::intValue).toArray());
    }

    /** The pCPUs of all pins. */
    public CpuSet pcpus() {
        return CpuSet.of(pcpus);
    }

    /** Without boxing; {@code index} counts pins in ascending order of vCPU. */
    public int vcpuAt(int index) {
        return vcpus[index];
    }

    /** Likewise. */
    public int pcpuAt(int index) {
        return pcpus[index];
    }

    @Override
    public int size() {
        return vcpus.length;
    }

    @Override
    public boolean containsKey(@Nullable Object vcpu) {
        return place(vcpu) >= 0;
    }

    @Override
    @Nullable
    public Integer get(@Nullable Object vcpu) {
        int place = place(vcpu);
        return place < 0 ? null : pcpus[place];
    }

    private int place(@Nullable Object vcpu) {
        return vcpu instanceof Integer number ? Arrays.binarySearch(vcpus, number) : -1;
    }

    @Override
    public Set<Map.Entry<Integer, Integer>> entrySet() {
        return new Entries();
    }

    /** Null: natural order. */
    @Override
    @Nullable
    public Comparator<? super Integer> comparator() {
        return null;
    }

    @Override
    public Pinning subMap(Integer from, Integer to) {
        int first = firstFrom(from);
        int last = Math.max(first, firstFrom(to));
        return new Pinning(Arrays.copyOfRange(vcpus, first, last), Arrays.copyOfRange(pcpus, first, last));
    }

    @Override
    public Pinning headMap(Integer to) {
        return subMap(Integer.MIN_VALUE, to);
    }

    @Override
    public Pinning tailMap(Integer from) {
        int first = firstFrom(from);
        return new Pinning(Arrays.copyOfRange(vcpus, first, vcpus.length),
                Arrays.copyOfRange(pcpus, first, pcpus.length));
    }

    private int firstFrom(int vcpu) {
        int place = Arrays.binarySearch(vcpus, vcpu);
        return place < 0 ? -place - 1 : place;
    }

    @Override
    public Integer firstKey() {
        return keyAt(0);
    }

    @Override
    public Integer lastKey() {
        return keyAt(vcpus.length - 1);
    }

    private Integer keyAt(int place) {
        if (vcpus.length == 0) {
            throw new NoSuchElementException("no pins");
        }
        return vcpus[place];
    }

    private final class Entries extends AbstractSet<Map.Entry<Integer, Integer>> {
        @Override
        public int size() {
            return vcpus.length;
        }

        @Override
        public Iterator<Map.Entry<Integer, Integer>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < vcpus.length;
                }

                @Override
                public Map.Entry<Integer, Integer> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException("no more pins");
                    }
                    return Map.entry(vcpus[next], pcpus[next++]);
                }
            };
        }
    }
}
