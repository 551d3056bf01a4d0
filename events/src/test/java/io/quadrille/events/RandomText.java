package io.quadrille.events;

import java.util.Random;

/** Random texts of every script: control characters, quotes and backslashes, and code points of one to four bytes. */
public final class RandomText {
    private RandomText() {}

    /** A text of fewer code points than the bound. No half of a surrogate pair is in it. */
    public static String of(Random random, int bound) {
        int[] points = random.ints(random.nextInt(bound), 0, 0x10ffff)
                .map(point -> point % (1 << 7 + random.nextInt(14)))
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .toArray();
        return new String(points, 0, points.length);
    }
}
