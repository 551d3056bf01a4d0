package io.quadrille.loadtests.lane;

/**
 * What a lap left behind, to be compared before its time counts.
 *
 * @param records that were read
 * @param digest SHA-256 of the table as CSV in the order of its key, in lower-case hexadecimal; empty where there is no
 *     table
 */
public record Evidence(long records, String digest) {
    /** Of work that leaves no table. */
    public static Evidence of(long records) {
        return new Evidence(records, "");
    }
}
