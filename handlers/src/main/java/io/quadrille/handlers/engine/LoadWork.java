package io.quadrille.handlers.engine;

import io.quadrille.events.Counts;
import io.quadrille.events.LineRanges;
import io.quadrille.events.Rejection;
import io.quadrille.events.json.JsonText;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.engine.StepEngine.Attempt;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version.Writer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The work of a load: each record within the limits is written to the table, the others are rejected. Thread safe. */
final class LoadWork<I> implements StepEngine.ChunkWork<I> {
    private final String table;
    private final List<String> keys;
    private final RecordType<I> consumed;
    private final RecordTable tables;
    private final Outcomes outcomes;

    LoadWork(String table, List<String> keys, RecordType<I> consumed, RecordTable tables, InstantSource clock) {
        this.table = table;
        this.keys = keys;
        this.consumed = consumed;
        this.tables = tables;
        this.outcomes = new Outcomes(clock);
    }

    /** Only checks; the writing is done for a batch at once. */
    @Override
    public ChunkResult apply(ChunkInput<I> input, RecordWorker.LastChance lastChance) {
        List<Rejection> rejections = new ArrayList<>();
        List<VersionedRecord> toWrite = prepare(input, rejections);
        long in = input.records().size();
        Counts counts = new Counts(in, 0, 0, rejections.size(), 0, in - rejections.size());
        return new ChunkResult(new byte[0], toWrite, rejections, counts, LineRanges.NONE);
    }

    @Override
    public void complete(List<Attempt<I>> attempts) {
        Map<List<String>, JoinedRecords> byColumns = new LinkedHashMap<>();
        for (Attempt<I> attempt : attempts) {
            byColumns
                    .computeIfAbsent(attempt.input().columns(), columns -> new JoinedRecords())
                    .join(attempt.result().toWrite());
        }
        byColumns.forEach((columns, records) -> {
            if (!records.isEmpty()) {
                tables.write(
                        new TableWrite(table, keys, consumed.layoutFor(columns).fields(), records));
            }
        });
        for (Attempt<I> attempt : attempts) {
            attempt.rejects = outcomes.rejects(attempt.input(), attempt.result());
            attempt.outcome = outcomes.loaded(attempt.input(), attempt.result(), attempt.times());
        }
    }

    private List<VersionedRecord> prepare(ChunkInput<I> input, List<Rejection> rejections) {
        Layout<I> layout = consumed.layoutFor(input.columns());
        List<Field> fields = layout.fields();
        int[] places = keys.stream().mapToInt(layout.columns()::indexOf).toArray();
        if (Arrays.stream(places).anyMatch(place -> place < 0)) {
            throw new Undeliverable("event " + input.envelope().id() + " (" + input.key() + "): table '" + table
                    + "' is keyed by " + keys + ", but the records' columns are " + layout.columns());
        }
        RowMaker maker = new RowMaker(keys, places, writer(input));
        BareRows<I> bareRows = new BareRows<>(layout.isBare() ? input.records() : List.of(), input.origins(), maker);
        List<VersionedRecord> otherRows = new ArrayList<>();
        for (int i = 0; i < input.records().size(); i++) {
            try {
                I record = input.records().get(i);
                if (layout.isBare()) {
                    BareRecord bare = (BareRecord) record;
                    maker.requireKeys(bare);
                    ItemLimits.requireStorable(fields, bare);
                    bareRows.addRowOf(i);
                } else {
                    BareRecord bare = BareRecord.of(layout.values(record));
                    VersionedRecord row = maker.row(input.origins(), i, bare);
                    ItemLimits.requireStorable(fields, bare);
                    otherRows.add(withTexts(row, input.texts(), i));
                }
            } catch (Reject reject) {
                rejections.add(new Rejection(input.origins().get(i), reject.column(), reject.code(), reject.reason()));
            } catch (RuntimeException e) { // an accessor's, or a null where the record class has no Optional
                String message = "the record class threw " + e.getClass().getName() + " when its values were read";
                rejections.add(new Rejection(input.origins().get(i), null, "STEP_FAILED", message));
            }
        }
        return layout.isBare() ? bareRows : otherRows;
    }

    /** With its known texts as JSON has them, so that a store of UTF-8 has no need to encode them. */
    private static VersionedRecord withTexts(VersionedRecord row, KnownTexts texts, int record) {
        @Nullable Object[] values = row.values().clone();
        for (int i = 0; i < texts.columns(); i++) {
            if (values[i] instanceof String text) {
                JsonText known = texts.find(record, i, text);
                values[i] = known == null ? text : known;
            }
        }
        return row.withValues(values);
    }

    private static Writer writer(ChunkInput<?> input) {
        return Writer.of(
                input.context().sourceTime(),
                input.context().sequencer(),
                input.key().run().root().run(), // an amendment's rows have the versions they would have had
                input.key().run().attempt());
    }
}
