package io.bedplate.nfv;

/** Splits an amount over parties by weight, whole units, the largest remainders first and the lowest index of equals. */
final class Spread {
    private Spread() {}

    static long[] over(long amount, long[] weights) {
        long[] shares = new long[weights.length];
        long total = 0;
        for (long weight : weights) {
            total += weight;
        }
        if (total == 0) {
            return shares;
        }
        long left = amount;
        double[] remainders = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double exact = (double) amount * weights[i] / total;
            shares[i] = (long) exact;
            remainders[i] = weights[i] == 0 ? -1 : exact - shares[i];
            left -= shares[i];
        }
        for (; left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < remainders.length; i++) {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }
            shares[largest]++;
            remainders[largest] = Math.max(-0.5, remainders[largest] - 1);
        }
        return shares;
    }
}
