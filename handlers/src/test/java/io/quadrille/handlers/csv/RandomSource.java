package io.quadrille.handlers.csv;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Random CSV texts for property tests: the same random numbers, the same bytes. */
final class RandomSource {
    private static final String[] PIECES = {"\"", "\"", "\"\"", ",", ",", "\n", "\n", "\r\n", "\r", "a", "bc", "é", "😀"
    };
    /** Of cells that need no quotes, some longer than a machine word. */
    private static final String[] PLAIN = {
        "a", "bc", "é", "😀", "\\", "\u0001", "łódź street", "0123456789", "田中", "'", " "
    };

    /** Of cells that need quotes, but none within. */
    private static final String[] ENCLOSED = {",", ";", "\t", "|", "\n", "\r\n", "\r"};

    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

    private RandomSource() {}

    /** A header of two columns and then anything, mostly malformed. */
    static byte[] messy(Random random, int pieces) {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A header and records that every CSV reader understands alike, of a random shape. */
    static String wellFormed(Random random, char delimiter) {
        int columns = 2 + random.nextInt(4);
        StringBuilder text = new StringBuilder("c0");
        for (int i = 1; i < columns; i++) {
            text.append(delimiter).append("c").append(i);
        }
        for (int record = random.nextInt(60); record >= 0; record--) {
            text.append(LINE_ENDS[random.nextInt(3)]);
            if (random.nextInt(10) == 0) {
                text.append("\n");
            }
            boolean plain = random.nextBoolean();
            for (int i = 0; i < columns; i++) {
                text.append(i == 0 ? "" : delimiter).append(plain ? plain(random, i == 0) : field(random));
            }
        }
        return text.append(random.nextBoolean() ? "\n" : "").toString();
    }

    /** @param filled not empty: a record of one empty cell would be a blank line */
    private static String plain(Random random, boolean filled) {
        StringBuilder value = new StringBuilder(filled ? "x" : "");
        boolean enclosed = random.nextInt(4) == 0;
        for (int i = random.nextInt(6); i > 0; i--) {
            value.append(PLAIN[random.nextInt(PLAIN.length)]);
            if (enclosed && random.nextInt(4) == 0) {
                value.append(ENCLOSED[random.nextInt(ENCLOSED.length)]);
            }
        }
        return enclosed ? "\"" + value + "\"" : value.toString();
    }

    private static String field(Random random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            value.append(PIECES[random.nextInt(PIECES.length)]);
        }
        if (random.nextBoolean()) {
            return "\"" + value.toString().replace("\"", "\"\"") + "\"";
        }
        String plain = value.toString().replaceAll("[\r\n,;|\t]", "");
        return plain.startsWith("\"") ? "'" + plain : plain;
    }
}
