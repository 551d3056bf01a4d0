package io.quadrille.local.replay;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.Rejection;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.EngineServices;
import io.quadrille.handlers.engine.StepEngine;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRecordTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The tables that a capture tells of: each load applies the captured events that it consumed then, less the records
 * that it rejected then. Used by one thread.
 */
final class ExpectedTables {
    private static final int MOST_EVENT_BYTES = Integer.MAX_VALUE;

    private final MemoryRecordTable tables = new MemoryRecordTable();
    private final Map<LoadStep<?>, StepEngine<?>> loads = new HashMap<>();
    private final Map<ChunkKey, ChunkOutcome> outcomes;

    ExpectedTables(Bindings bindings, KeyService keys, Telling captured) {
        outcomes = captured.outcomes();
        BackOff backOff = new BackOff(Duration.ofMillis(1), Duration.ofMillis(1), new Random());
        EngineServices services = ReplayBus.services(
                new DeafBus(), new ClaimChecks(new MemoryBlobStore(), MOST_EVENT_BYTES), keys, backOff);
        for (LoadStep<?> load : bindings.pipeline().loads()) {
            RecordTable table = withoutRejects(rejectedBy(load.name(), captured));
            loads.put(load, StepEngine.of(load, bindings, table, services));
        }
    }

    /** Applies an event to the tables of the loads that consumed it. */
    void accept(Envelope envelope) {
        if (!envelope.kind().carriesRecords()) {
            return;
        }
        loads.forEach((load, engine) -> {
            ChunkKey key =
                    new ChunkKey(envelope.run(), load.name(), envelope.chunk().chunk());
            if (load.from().name().equals(envelope.type()) && outcomes.containsKey(key)) {
                byte[] body = EventBridgeJson.wrap(envelope);
                engine.handle(List.of(new Delivery(body, 1, Instant.EPOCH)));
            }
        });
    }

    MemoryRecordTable tables() {
        return tables;
    }

    /** A record by its line and its place among those expanded from it. */
    private record Place(long line, int ordinal) {}

    private static Set<Place> rejectedBy(String load, Telling captured) {
        Set<Place> places = new HashSet<>();
        for (Fact.RecordsRejected fact : captured.rejects().values()) {
            if (fact.key().step().equals(load)) {
                for (Rejection rejection : fact.rejections()) {
                    places.add(new Place(
                            rejection.origin().line(), rejection.origin().ordinal()));
                }
            }
        }
        return places;
    }

    private RecordTable withoutRejects(Set<Place> rejected) {
        return write -> {
            List<RecordTable.VersionedRecord> kept = new ArrayList<>(write.records());
            kept.removeIf(record -> rejected.contains(new Place(record.line(), record.ordinal())));
            tables.write(new RecordTable.TableWrite(write.table(), write.keys(), write.fields(), kept));
        };
    }

    /** Takes every event and tells nobody. */
    private static final class DeafBus implements EventBus {
        @Override
        public int maxEntryBytes() {
            return MOST_EVENT_BYTES;
        }

        @Override
        public List<PutResult> putEvents(List<Envelope> entries) {
            return Collections.nCopies(entries.size(), PutResult.ACCEPTED);
        }
    }
}
