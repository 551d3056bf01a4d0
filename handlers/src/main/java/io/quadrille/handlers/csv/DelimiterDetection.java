package io.quadrille.handlers.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The choice of a delimiter among {@code , ; tab |}, a pure function of a source's first 64 KB.
 *
 * <p>A candidate must divide the first record. Of those the one wins that explains most: the number of delimiters in the
 * next records that have as many columns as the first; then the one with more columns; then the earlier in the list. A file with one column has none:
 * it is read with the first.
 */
final class DelimiterDetection {
    private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');
    private static final int RECORDS_LOOKED_AT = 200;

    private final byte[] prefix;
    private final boolean whole;
    private final SourceCharset charset;

    /** @param whole whether the source ends with the prefix */
    DelimiterDetection(byte[] prefix, boolean whole, SourceCharset charset) {
        this.prefix = prefix;
        this.whole = whole;
        this.charset = charset;
    }

    /** @param columns the number of columns where they are named, 0 where the first record tells */
    char detect(int columns) {
        char best = CANDIDATES.get(0);
        Score bestScore = new Score(0, 1);
        for (char candidate : CANDIDATES) {
            if (charset.isSoundFor(candidate)) {
                Score score = score(candidate, columns);
                if (score.columns > 1 && score.isBetterThan(bestScore)) {
                    best = candidate;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private record Score(int matches, int columns) {
        boolean isBetterThan(Score other) {
            return explained() != other.explained() ? explained() > other.explained() : columns > other.columns;
        }

        private int explained() {
            return matches * (columns - 1);
        }
    }

    private Score score(char candidate, int named) {
        SourceWindow window = new SourceWindow(prefix, charset, null);
        RecordCutter cutter =
                new RecordCutter(window, charset.markBytes() / charset.unitBytes(), candidate, Integer.MAX_VALUE);
        int columns = named;
        int matches = 0;
        try {
            for (int i = 0; i < RECORDS_LOOKED_AT && cutter.advance(); i++) {
                boolean cutOff = !whole && cutter.end() == window.limit();
                if (cutter.fault() != null || cutOff && i > 0) {
                    continue;
                }
                int found = columns(window, cutter, (byte) candidate);
                if (columns == 0) {
                    columns = found;
                } else if (found == columns) {
                    matches++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a prefix in memory cannot fail", e);
        }
        return new Score(matches, columns);
    }

    /** The columns of a sound record. */
    private static int columns(SourceWindow window, RecordCutter cutter, byte delimiter) {
        int columns = 1;
        long at = cutter.start();
        while (at < cutter.end()) {
            if (window.unit(at) == '"') {
                at = afterQuoted(window, at, cutter.end());
            }
            while (at < cutter.end() && window.unit(at) != delimiter) {
                at++;
            }
            if (at < cutter.end()) {
                columns++;
                at++;
            }
        }
        return columns;
    }

    private static long afterQuoted(SourceWindow window, long opening, long end) {
        for (long at = opening + 1; at < end; at++) {
            if (window.unit(at) == '"') {
                if (at + 1 == end || window.unit(at + 1) != '"') {
                    return at + 1;
                }
                at++;
            }
        }
        return end;
    }
}
