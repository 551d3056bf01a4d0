package io.quadrille.handlers.csv;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a source's records, one after another. Not thread safe.
 *
 * <p>A record that cannot be ended properly costs only its opening line: the scan goes back to the line after it. That
 * stays linear in the source, because the failed scan was inside quotes at every line end it passed. A later scan that
 * reaches one of these line ends inside quotes therefore goes where the failed one went, and need not walk there again:
 * it fails with it, or goes on from where the limit stopped it.
 */
final class RecordCutter {
    private static final byte QUOTE = '"';
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final SourceWindow window;
    private final byte delimiter;
    private final long longest;

    private long start;
    private long line;
    private @Nullable Fault fault;

    private long at;
    private long atLine = 1;
    private boolean quoted;
    private boolean needsParser;
    private long openingLineEnd;
    private boolean overLimit;
    private long keepFrom;

    private long failedAt = -1;
    private long failedLine;
    private boolean failedQuoted;
    private boolean failedByLength;

    private long scannedUnits;

    RecordCutter(SourceWindow window, long from, char delimiter, int maxRecordBytes) {
        this.window = window;
        this.delimiter = (byte) delimiter;
        longest = maxRecordBytes / window.unitBytes();
        at = from;
    }

    /** The position of the record's first unit. */
    long start() {
        return start;
    }

    /** The position after the record's line end; of a faulty record, after its opening line. */
    long end() {
        return at;
    }

    /** The physical line, from 1, where the record begins. */
    long line() {
        return line;
    }

    /** The physical line on which the scan stands after the record: the next one, or the last where no line end follows. */
    long lineAfter() {
        return atLine;
    }

    /** What is wrong with the record; null when its bounds are sound. */
    @Nullable
    Fault fault() {
        return fault;
    }

    /** Whether a quote in the record may be doubled or stand for itself; if not, all of them only enclose cells. */
    boolean needsParser() {
        return needsParser;
    }

    /** How many units were looked at, to bound the work in tests. */
    long scannedUnits() {
        return scannedUnits;
    }

    /** Finds the next record, which stays in the window until the next call; false at the end of the source. */
    boolean advance() throws IOException {
        if (!skipBlankLines()) {
            return false;
        }
        start = at;
        line = atLine;
        keepFrom = at;
        quoted = false;
        needsParser = false;
        openingLineEnd = -1;
        fault = scan();
        if (fault != null) {
            remember();
            resumeAfterOpeningLine();
        }
        return true;
    }

    /** Moves to the next line that is not blank; false when there is none. */
    boolean skipBlankLines() throws IOException {
        keepFrom = Long.MAX_VALUE;
        while (isHeld(at)) {
            byte unit = window.unit(at);
            if (unit != LF && unit != CR) {
                return true;
            }
            passLineEnd();
        }
        return false;
    }

    private @Nullable Fault scan() throws IOException {
        while (true) {
            boolean found = findSpecial(start + longest);
            if (isOverLimit(found)) {
                return quoted && openingLineEnd >= 0 ? Fault.UNTERMINATED_QUOTE : Fault.RECORD_TOO_LONG;
            }
            if (!found) {
                return quoted ? Fault.UNTERMINATED_QUOTE : null;
            }
            if (window.unit(at) == QUOTE) {
                if (!passQuote()) {
                    return Fault.UNTERMINATED_QUOTE;
                }
                continue;
            }
            long lineEnd = at;
            passLineEnd();
            if (!quoted) {
                return null;
            }
            if (openingLineEnd < 0) {
                openingLineEnd = at;
                if (lineEnd < failedAt) {
                    if (!failedByLength) {
                        return Fault.UNTERMINATED_QUOTE;
                    }
                    at = failedAt;
                    atLine = failedLine;
                    quoted = failedQuoted;
                    needsParser = true; // for all that is known of what is left out
                }
            }
        }
    }

    /** Whether the record has more units than allowed; a line end found after the last allowed one is in time. */
    private boolean isOverLimit(boolean found) {
        long length = at - start;
        overLimit = length > longest || length == longest && found && window.unit(at) == QUOTE;
        return overLimit;
    }

    /** Passes a quote that opens, closes, is doubled or is literal; false where it closes and something follows it. */
    private boolean passQuote() throws IOException {
        if (!quoted) {
            quoted = at == start || window.unit(at - 1) == delimiter;
            needsParser |= !quoted;
            at++;
            return true;
        }
        if (!isHeld(at + 1)) {
            quoted = false;
            at++;
            return true;
        }
        byte next = window.unit(at + 1);
        if (next == QUOTE) {
            needsParser = true;
            at += 2;
            return true;
        }
        if (next == delimiter || next == LF || next == CR) {
            quoted = false;
            at++;
            return true;
        }
        return false;
    }

    private void passLineEnd() throws IOException {
        boolean pair = window.unit(at) == CR && isHeld(at + 1) && window.unit(at + 1) == LF;
        at += pair ? 2 : 1;
        atLine++;
    }

    private void remember() {
        if (at > failedAt) {
            failedAt = at;
            failedLine = atLine;
            failedQuoted = quoted;
            failedByLength = overLimit;
        }
    }

    private void resumeAfterOpeningLine() throws IOException {
        if (openingLineEnd >= 0) {
            at = openingLineEnd;
            atLine = line + 1;
            return;
        }
        // The line may be longer than the window: it is walked over, not held.
        keepFrom = Long.MAX_VALUE;
        while (findSpecial(Long.MAX_VALUE)) {
            if (window.unit(at) != QUOTE) {
                passLineEnd();
                return;
            }
            at++;
        }
    }

    /** Moves to the next quote, LF or CR; false when none is found up to the end of the source or past {@code last}. */
    private boolean findSpecial(long last) throws IOException {
        while (true) {
            int limit = window.limit();
            int from = (int) (at - window.base());
            int i = SpecialUnits.indexOf(window.units(), from, limit);
            at += i - from;
            scannedUnits += i - from + 1;
            if (i < limit) {
                return true;
            }
            if (at > last || !window.more(Math.min(keepFrom, at))) {
                return false;
            }
        }
    }

    private boolean isHeld(long position) throws IOException {
        return position - window.base() < window.limit() || window.more(Math.min(keepFrom, at));
    }
}
