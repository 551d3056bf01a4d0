package io.quadrille.simulator;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.RunRegistry;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.handlers.ports.Version;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.BucketUpdate;
import io.quadrille.observer.ledger.Slice;
import io.quadrille.observer.ledger.SlotAmendment;
import io.quadrille.runtime.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores with a bug. */
final class PlantedStores {
    private PlantedStores() {}

    static Ports withTablesThatHideFailures(Ports ports) {
        return tables(ports, (arguments, proceed) -> {
            try {
                return proceed.get();
            } catch (RetryableFailure hidden) {
                return null;
            }
        });
    }

    static Ports withVersionsByArrival(Ports ports, World world) {
        return tables(ports, (arguments, proceed) -> {
            TableWrite write = (TableWrite) Objects.requireNonNull(arguments[0]);
            List<VersionedRecord> records = new ArrayList<>();
            for (VersionedRecord record : write.records()) {
                Version version = record.version();
                records.add(new VersionedRecord(
                        record.partition(),
                        record.sort(),
                        new Version(
                                world.time().instant(),
                                null,
                                version.writer().run(),
                                version.writer().attempt(),
                                version.line(),
                                version.ordinal()),
                        record.values()));
            }
            ports.tables().write(new TableWrite(write.table(), write.keys(), write.fields(), records));
            return null;
        });
    }

    private static Ports tables(Ports ports, Interception.Instead instead) {
        return new Ports(
                ports.sources(),
                Interception.of(RecordTable.class, ports.tables(), "write", instead),
                ports.ledger(),
                ports.registry(),
                ports.blobs(),
                ports.keys());
    }

    static Ports withUnguardedAdd(Ports ports) {
        return ledger(ports, "addOutcome", (arguments, proceed) -> {
            BucketUpdate update = (BucketUpdate) Objects.requireNonNull(proceed.get());
            ChunkOutcome outcome = (ChunkOutcome) Objects.requireNonNull(arguments[0]);
            int slot = BucketKey.slotOf(outcome.key().chunk());
            Cell known = update.bucket().cells().get(slot);
            if (update.applied() || known == null) {
                return update;
            }
            Cell more = new Cell(
                    known.fingerprint(), known.counts().plus(outcome.counts()), known.times(), known.firstLine());
            return write(ports.ledger(), with(update.bucket(), slot, more), (Instant) arguments[2]);
        });
    }

    static Ports withLostUpdates(Ports ports, World world) {
        return ledger(ports, "addOutcome", (arguments, proceed) -> {
            ChunkOutcome outcome = (ChunkOutcome) Objects.requireNonNull(arguments[0]);
            Instant published = (Instant) Objects.requireNonNull(arguments[1]);
            Instant at = (Instant) Objects.requireNonNull(arguments[2]);
            BucketKey key = BucketKey.of(outcome.key());
            int slot = BucketKey.slotOf(outcome.key().chunk());
            Bucket read = ports.ledger().findBucket(key).orElseGet(() -> Bucket.empty(key, at));
            if (!read.awaits(slot)) {
                return new BucketUpdate(false, read);
            }
            world.pause(Duration.ofMillis(20));
            return write(ports.ledger(), read.withCell(slot, Cell.of(outcome, published), at), at);
        });
    }

    private static BucketUpdate write(LedgerStore ledger, Bucket bucket, @Nullable Instant at) {
        Slice written = ledger.revise(
                bucket.key().run(),
                bucket.key().bucket(),
                slice -> {
                    SortedMap<String, Bucket> buckets = new TreeMap<>(slice.buckets());
                    buckets.put(bucket.key().step(), bucket);
                    return new Slice(slice.tally(), slice.number(), buckets);
                },
                Objects.requireNonNull(at));
        return new BucketUpdate(
                true, Objects.requireNonNull(written.buckets().get(bucket.key().step())));
    }

    private static Bucket with(Bucket bucket, int slot, Cell cell) {
        SortedMap<Integer, Cell> cells = new TreeMap<>(bucket.cells());
        cells.put(slot, cell);
        return new Bucket(
                bucket.key(),
                cells,
                bucket.rejects(),
                bucket.dead(),
                bucket.closed(),
                bucket.reasons(),
                bucket.touched(),
                bucket.amended());
    }

    static Ports withRejectsLost(Ports ports) {
        return ledger(ports, "putRejects", (arguments, proceed) -> {
            try {
                return proceed.get();
            } catch (RetryableFailure lost) {
                return null;
            }
        });
    }

    /** Rejects are said to be taken up, and are not. */
    static Ports withRejectsNotTakenUp(Ports ports) {
        return ledger(
                ports, "takeRejects", (arguments, proceed) -> ((Set<?>) Objects.requireNonNull(arguments[1])).size());
    }

    /** Rejects are taken up, and still count as rejected. */
    static Ports withRetriesCountedAnew(Ports ports) {
        return ledger(ports, "takeRejects", (arguments, proceed) -> {
            ChunkKey chunk = (ChunkKey) Objects.requireNonNull(arguments[0]);
            Optional<Bucket> before = ports.ledger().findBucket(BucketKey.of(chunk));
            Object taken = proceed.get();
            int slot = BucketKey.slotOf(chunk.chunk());
            if (before.isPresent() && !Objects.equals(taken, 0)) {
                Bucket is = ports.ledger().findBucket(BucketKey.of(chunk)).orElseThrow();
                SortedMap<Integer, SlotAmendment> amended = new TreeMap<>(is.amended());
                amended.put(slot, before.get().amendment(slot));
                Bucket recounted = new Bucket(
                        is.key(),
                        is.cells(),
                        is.rejects(),
                        is.dead(),
                        is.closed(),
                        before.get().reasons(),
                        is.touched(),
                        amended);
                write(ports.ledger(), recounted, (Instant) arguments[3]);
            }
            return taken;
        });
    }

    static Ports withRedrivesUnamended(Ports ports) {
        return ledger(ports, "revise", (arguments, proceed) -> {
            @SuppressWarnings("unchecked") // as the port declares it
            UnaryOperator<Slice> revision = (UnaryOperator<Slice>) Objects.requireNonNull(arguments[2]);
            return ports.ledger()
                    .revise(
                            (RunKey) Objects.requireNonNull(arguments[0]),
                            (Integer) Objects.requireNonNull(arguments[1]),
                            before -> {
                                Slice after = revision.apply(before);
                                return redrives(after) > redrives(before) ? before : after;
                            },
                            (Instant) Objects.requireNonNull(arguments[3]));
        });
    }

    private static long redrives(Slice slice) {
        return slice.buckets().values().stream()
                .flatMap(bucket -> bucket.amended().values().stream())
                .mapToLong(SlotAmendment::redrive)
                .sum();
    }

    /** Of the records of one key in a write only the first is stored. */
    static Ports withDuplicatesDropped(Ports ports) {
        return tables(ports, (arguments, proceed) -> {
            TableWrite write = (TableWrite) Objects.requireNonNull(arguments[0]);
            Map<List<@Nullable Object>, VersionedRecord> first = new LinkedHashMap<>();
            for (VersionedRecord record : write.records()) {
                first.putIfAbsent(Arrays.asList(record.partition(), record.sort()), record);
            }
            ports.tables()
                    .write(new TableWrite(write.table(), write.keys(), write.fields(), List.copyOf(first.values())));
            return null;
        });
    }

    private static Ports ledger(Ports ports, String method, Interception.Instead instead) {
        return new Ports(
                ports.sources(),
                ports.tables(),
                Interception.of(LedgerStore.class, ports.ledger(), method, instead),
                ports.registry(),
                ports.blobs(),
                ports.keys());
    }

    static Ports withLateClaims(Ports ports, World world) {
        return blobs(ports, (arguments, proceed) -> {
            String key = String.valueOf(arguments[0]);
            byte[] bytes = (byte[]) Objects.requireNonNull(arguments[1]);
            if (!key.startsWith("claims/")) {
                return proceed.get();
            }
            world.time()
                    .schedule(
                            Duration.ofMinutes(1), () -> world.stores().blobs().put(key, bytes));
            return null;
        });
    }

    static Ports withoutDeadMessages(Ports ports) {
        return blobs(
                ports,
                (arguments, proceed) -> String.valueOf(arguments[0]).startsWith("deadletters/") ? null : proceed.get());
    }

    private static Ports blobs(Ports ports, Interception.Instead putInstead) {
        return new Ports(
                ports.sources(),
                ports.tables(),
                ports.ledger(),
                ports.registry(),
                Interception.of(BlobStore.class, ports.blobs(), "put", putInstead),
                ports.keys());
    }

    static Ports withOneKey(Ports ports) {
        List<byte[]> cached = new ArrayList<>();
        KeyService keys = Interception.of(KeyService.class, ports.keys(), "unwrap", (arguments, proceed) -> {
            if (cached.isEmpty()) {
                cached.add((byte[]) Objects.requireNonNull(proceed.get()));
            }
            return cached.get(0).clone();
        });
        return new Ports(ports.sources(), ports.tables(), ports.ledger(), ports.registry(), ports.blobs(), keys);
    }

    static Ports withoutKeys(Ports ports) {
        return registry(ports, "register", (arguments, proceed) -> {
            Registration given = (Registration) Objects.requireNonNull(proceed.get());
            return new Registration(given.run(), given.source(), given.sourceTime(), given.sequencer(), null);
        });
    }

    static Ports withRegistrationsForgotten(Ports ports, World world) {
        Ports anew = registry(ports, "register", (arguments, proceed) -> {
            Registration stored = (Registration) Objects.requireNonNull(proceed.get());
            return new Registration(stored.run(), stored.source(), world.time().instant(), null, stored.dataKey());
        });
        return registry(anew, "find", (arguments, proceed) -> Optional.empty());
    }

    private static Ports registry(Ports ports, String method, Interception.Instead instead) {
        return new Ports(
                ports.sources(),
                ports.tables(),
                ports.ledger(),
                Interception.of(RunRegistry.class, ports.registry(), method, instead),
                ports.blobs(),
                ports.keys());
    }
}
