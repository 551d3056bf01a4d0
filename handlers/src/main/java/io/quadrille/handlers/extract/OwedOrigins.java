package io.quadrille.handlers.extract;

import io.quadrille.events.records.Origin;
import io.quadrille.handlers.extract.HeaderBinding.RefusedSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The origins of the records that a retry sends again, taken in the order of their lines. Not thread safe. */
final class OwedOrigins {
    private final Iterator<Origin> origins;
    private final String sourceName;
    private @Nullable Origin next;

    /** @param origins by line, then ordinal */
    OwedOrigins(Iterator<Origin> origins, String sourceName) {
        this.origins = origins;
        this.sourceName = sourceName;
        advance();
    }

    private void advance() {
        next = origins.hasNext() ? origins.next() : null;
    }

    boolean isEmpty() {
        return next == null;
    }

    /** Whether one of them may be among records up to this line. */
    boolean mayBeUpTo(long lastLine) {
        return next != null && next.line() <= lastLine;
    }

    /**
     * Takes those that stand at the record beginning here; empty where none does.
     *
     * @throws RefusedSource if one was passed by, or stands at another byte
     */
    List<Origin> at(long line, long bytePosition) {
        List<Origin> found = new ArrayList<>(1);
        while (next != null && next.line() <= line) {
            if (next.line() < line || next.bytePosition() != bytePosition) {
                throw notFound(next);
            }
            found.add(next);
            advance();
        }
        return found;
    }

    /** @throws RefusedSource if some are left at the end of the source */
    void requireNoneLeft() {
        if (next != null) {
            throw notFound(next);
        }
    }

    private RefusedSource notFound(Origin origin) {
        return new RefusedSource(sourceName + " has no record that begins on line " + origin.line() + " at byte "
                + origin.bytePosition() + ", where one was rejected. It is read differently now: put its format back as"
                + " it was, or run the file again.");
    }
}
