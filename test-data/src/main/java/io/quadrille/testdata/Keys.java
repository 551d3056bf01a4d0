package io.quadrille.testdata;

/**
 * The keys of a file's records: scattered, or ascending where the recipe says so; each used once but for the duplicates.
 *
 * <p>Computed from seed and index alone, so that a duplicate of any earlier record costs no memory.
 */
final class Keys {

    private static final int DUPLICATE = 11;
    private static final int ORIGINAL = 12;
    private static final int FORM = 13;
    private static final long FIRST_BEYOND_DOUBLE = (1L << 53) + 1;

    private final long seed;
    private final double duplicates;
    private final DirtPlan dirt;
    private final boolean ascending;
    private final int halfBits;
    private final long mask;

    Keys(Recipe recipe, DirtPlan dirt) {
        seed = recipe.seed();
        duplicates = recipe.mixture().duplicates();
        this.dirt = dirt;
        ascending = recipe.ascendingKeys();
        int bits = Math.max(10, Long.SIZE - Long.numberOfLeadingZeros(recipe.records()) + 1);
        halfBits = bits / 2;
        mask = (1L << bits) - 1;
    }

    /** The index of the record whose key this record carries: its own, or an earlier one's. */
    long original(long index) {
        long at = index;
        while (isDuplicate(at) || (at != index && at > 0 && dirt.isDirty(at))) {
            at = Long.remainderUnsigned(Draw.hash(seed, ORIGINAL, at), at);
        }
        return at;
    }

    /** A number from 1, different for every index: the next where keys ascend, else multiplications and shifts that can all be undone. */
    long scattered(long index) {
        if (ascending) {
            return index + 1;
        }
        long x = (index + seed) & mask;
        x = x * 0x9E3779B97F4A7C15L & mask;
        x ^= x >>> halfBits;
        x = x * 0xD6E8FEB86659FD93L & mask;
        x ^= x >>> halfBits;
        return x + 1;
    }

    /** An integer key; of scattered ones, a few are negative or beyond what a double holds exactly. */
    long number(long index) {
        long original = original(index);
        long scattered = scattered(original);
        if (ascending) {
            return scattered;
        }
        return switch ((int) (Draw.hash(seed, FORM, original) & 0x1ff)) {
            case 0 -> -scattered;
            case 1 -> FIRST_BEYOND_DOUBLE + scattered;
            default -> scattered;
        };
    }

    private boolean isDuplicate(long index) {
        return duplicates > 0 && index > 0 && Draw.within(duplicates, Draw.hash(seed, DUPLICATE, index));
    }
}
