package io.quadrille.testdata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The outcome of a file as its records are decided one by one. Not thread-safe. */
final class Outcome {

    private final Recipe recipe;
    private final List<SinkPath> sinks;
    private final long[] expanded;
    private final long[] loaded;
    private final Map<Cause, Long> rejectCounts = new LinkedHashMap<>();
    private final List<Expected.Reject> rejects = new ArrayList<>();
    private final List<TableRows> tables = new ArrayList<>();
    private long filtered;
    private long line;
    private long bytePosition;
    private final @Nullable Consumer<RecordFate> fates;
    private final List<Expected.Reject> ownRejects = new ArrayList<>();
    private final List<RecordFate.Row> ownRows = new ArrayList<>();
    private boolean ownFiltered;
    private int ownExpansion;

    private record Cause(String step, @Nullable String column, DirtKind code) {}

    /** @param fates told what becomes of each record, once that is decided; null where nobody asks */
    Outcome(Recipe recipe, @Nullable Consumer<RecordFate> fates) {
        this.recipe = recipe;
        this.fates = fates;
        sinks = recipe.pipeline().sinks();
        expanded = new long[sinks.size()];
        loaded = new long[sinks.size()];
        sinks.forEach(sink -> tables.add(new TableRows(sink.columns())));
    }

    /** Whether rows are kept, so that they need to be made. */
    boolean keepsRows() {
        return !recipe.countsOnly();
    }

    /** Says where the record begins that the following calls are about. */
    void at(long recordLine, long recordPosition) {
        line = recordLine;
        bytePosition = recordPosition;
    }

    void rejected(String step, @Nullable String column, DirtKind code) {
        rejectCounts.merge(new Cause(step, column, code), 1L, Long::sum);
        if (!recipe.countsOnly()) {
            rejects.add(new Expected.Reject(step, line, bytePosition, column, code));
        }
        if (fates != null) {
            ownRejects.add(new Expected.Reject(step, line, bytePosition, column, code));
        }
    }

    /** The record ends before every sink, without fault. */
    void filtered() {
        filtered++;
        ownFiltered = true;
    }

    /** One record became {@code out} on its way to a sink. */
    void expanded(int sink, int out) {
        expanded[sink] += out - 1;
        ownExpansion = out;
    }

    void loaded(int sink) {
        loaded[sink]++;
    }

    /** The record leaves a row, in place of an earlier one of its key. To be called where rows are kept. */
    void row(int sink, Utf8Text key, Utf8Text row) {
        tables.get(sink).put(key, row);
        if (fates != null) {
            String bytes = new String(key.bytes(), 0, key.length(), StandardCharsets.ISO_8859_1);
            ownRows.add(new RecordFate.Row(sinks.get(sink).table(), bytes, row.toString()));
        }
    }

    /** Says that the record is decided. */
    void decided() {
        if (fates != null) {
            fates.accept(new RecordFate(line, ownFiltered, ownExpansion, ownRejects, ownRows));
            ownRejects.clear();
            ownRows.clear();
            ownFiltered = false;
            ownExpansion = 0;
        }
    }

    /** The tables by name, in the order of the sinks; empty when only counts are kept. */
    Map<String, TableRows> tables() {
        Map<String, TableRows> byName = new LinkedHashMap<>();
        for (int i = 0; i < sinks.size() && keepsRows(); i++) {
            byName.put(sinks.get(i).table(), tables.get(i));
        }
        return byName;
    }

    Expected expected() {
        List<Expected.Sink> tallies = new ArrayList<>();
        for (int i = 0; i < sinks.size(); i++) {
            SinkPath sink = sinks.get(i);
            long rejected = rejectCounts.entrySet().stream()
                    .filter(count -> sink.path().contains(count.getKey().step()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            tallies.add(new Expected.Sink(sink.step(), sink.table(), expanded[i], loaded[i], rejected, filtered));
        }
        List<Expected.RejectCount> counts = new ArrayList<>();
        rejectCounts.forEach((cause, count) ->
                counts.add(new Expected.RejectCount(cause.step(), cause.column(), cause.code(), count)));
        Map<String, Expected.Table> digests = new LinkedHashMap<>();
        tables().forEach((name, rows) -> digests.put(name, new Expected.Table(rows.count(), rows.sha256())));
        return new Expected(
                recipe.pipeline().text(),
                recipe.records(),
                recipe.records(),
                recipe.countsOnly(),
                tallies,
                counts,
                rejects,
                digests);
    }
}
