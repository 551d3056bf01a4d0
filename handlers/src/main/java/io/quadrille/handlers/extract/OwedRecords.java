package io.quadrille.handlers.extract;

import io.quadrille.events.Rejection;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.csv.Cells;
import io.quadrille.handlers.csv.RecordVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of the records of a source, in order, those that a retry sends again. A line of which several products were rejected
 * stands there once for each. Collects up to a chunk; not thread safe.
 */
final class OwedRecords<O> implements RecordVisitor {
    private final OwedOrigins owed;
    private final RecordBinder<O> binder;
    private final List<Traced<O>> records = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    /** What the binder made of the record at hand; null where it rejected it. */
    private @Nullable O bound;

    private long count;
    private long firstLine;
    private long lastLine;
    private long characters;

    /** @param keys the columns that tables are keyed by */
    OwedRecords(OwedOrigins owed, Layout<O> layout, HeaderBinding header, Set<String> keys) {
        this.owed = owed;
        this.binder = new RecordBinder<>(layout, header, keys, new KnownTexts(0, 0), (origin, record) -> {
            layout.requireEncodable(origin, record);
            bound = record;
        });
    }

    /** Records that were found, rejected ones included. */
    long count() {
        return count;
    }

    /** Of the cells of those that were found. */
    long characters() {
        return characters;
    }

    long firstLine() {
        return firstLine;
    }

    long lastLine() {
        return lastLine;
    }

    List<Traced<O>> records() {
        return records;
    }

    List<Rejection> rejections() {
        return rejections;
    }

    @Override
    public void record(long line, long bytePosition, Cells cells) {
        List<Origin> wanted = owed.at(line, bytePosition);
        if (!wanted.isEmpty()) {
            characters += cells.texts().stream().mapToInt(String::length).sum();
            bound = null;
            binder.record(line, bytePosition, cells);
            add(wanted, bound);
        }
    }

    @Override
    public void malformed(long line, long bytePosition, String code, String message) {
        List<Origin> wanted = owed.at(line, bytePosition);
        if (!wanted.isEmpty()) {
            binder.malformed(line, bytePosition, code, message);
            add(wanted, null);
        }
    }

    /** @param record null where the binder rejected it */
    private void add(List<Origin> wanted, @Nullable O record) {
        firstLine = count == 0 ? wanted.get(0).line() : firstLine;
        lastLine = wanted.get(0).line();
        count += wanted.size();
        for (Origin origin : wanted) {
            if (record != null) {
                records.add(new Traced<>(origin, record));
            } else {
                Rejection last = binder.rejections().get(binder.rejections().size() - 1);
                rejections.add(new Rejection(origin, last.column(), last.code(), last.message()));
            }
        }
    }
}
