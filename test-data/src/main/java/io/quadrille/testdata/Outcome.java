package io.quadrille.testdata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private record Cause(String step, @Nullable String column, DirtKind code) {}

    Outcome(Recipe recipe) {
        this.recipe = recipe;
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
    }

    /** The record ends before every sink, without fault. */
    void filtered() {
        filtered++;
    }

    /** One record became {@code out} on its way to a sink. */
    void expanded(int sink, int out) {
        expanded[sink] += out - 1;
    }

    void loaded(int sink) {
        loaded[sink]++;
    }

    TableRows table(int sink) {
        return tables.get(sink);
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
