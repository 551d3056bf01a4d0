package io.quadrille.testdata;

/** A long as eight bytes whose unsigned order is the numbers' own. Reused; not thread-safe. */
final class IntegerKey {

    private final Utf8Text key = new Utf8Text();

    Utf8Text of(long number) {
        long ordered = number ^ Long.MIN_VALUE;
        key.clear();
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            key.add((int) (ordered >>> shift));
        }
        return key;
    }
}
