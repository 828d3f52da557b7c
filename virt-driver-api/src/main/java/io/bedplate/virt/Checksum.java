package io.bedplate.virt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What identifies an image.
 *
 * @param hex in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {
    /** Those that Glance's os_hash_algo may have, without the broken ones. */
    public enum Algorithm {
        SHA256("SHA-256", 64), SHA512("SHA-512", 128);

        private final String javaName;
        private final int digits;

        Algorithm(String javaName, int digits) {
            this.javaName = javaName;
            this.digits = digits;
        }

        /** A fresh digest. */
        public MessageDigest digest() {
            try {
                return MessageDigest.getInstance(javaName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Checksum {
        if (!hex.matches("[0-9a-f]{%d}".formatted(algorithm.digits))) {
            throw new IllegalArgumentException(
                    "checksum \"%s\": wanted %d digits of 0-9 a-f".formatted(hex, algorithm.digits));
        }
    }

    /** What the digest has come to. */
    public static Checksum of(Algorithm algorithm, MessageDigest digest) {
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public String toString() {
        return algorithm + "-" + hex;
    }
}
