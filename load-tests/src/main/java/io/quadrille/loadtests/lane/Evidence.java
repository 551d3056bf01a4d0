package io.quadrille.loadtests.lane;

/**
 * What a lap left behind, to be compared before its time counts.
 *
 * @param records that were read
 * @param digest SHA-256 of the table as CSV in the order of its key, in lower-case hexadecimal; empty where there is no
 *     table
 * @param note what else there is to say, in a few words; may be empty
 */
public record Evidence(long records, String digest, String note) {
    public Evidence(long records, String digest) {
        this(records, digest, "");
    }

    /** Of work that leaves no table. */
    public static Evidence of(long records) {
        return new Evidence(records, "");
    }
}
