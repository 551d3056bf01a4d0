package io.quadrille.local.sqlite;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.Cursors;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectMark;
import io.quadrille.observer.ledger.RejectReasons;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.Slice;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in a home. A batch is one transaction, undone as a whole when it fails. Any number of these read a home,
 * in this process or another, also while it is written to; one only writes to it, as it keeps what it wrote last. Thread
 * safe.
 */
public final class SqliteLedger implements LedgerStore {
    private final SqliteHome home;
    private final SqliteLedgerCache cache = new SqliteLedgerCache();
    private final ThreadLocal<@Nullable SqliteLedgerSession> batch = new ThreadLocal<>();
    /** Transactions begun, guarded by the home's writer; the last of them that is known to be committed. */
    private long begun;

    private final AtomicLong committed = new AtomicLong();
    private volatile boolean created;

    public SqliteLedger(SqliteHome home) {
        this.home = home;
    }

    /** Something done with the items. */
    @FunctionalInterface
    private interface Work<T> {
        T on(SqliteLedgerSession session) throws SQLException;
    }

    @Override
    public <T> T inBatch(Supplier<T> work) {
        return write(session -> work.get());
    }

    private <T> T write(Work<T> work) {
        SqliteLedgerSession open = batch.get();
        if (open != null) {
            return within(open, work);
        }
        return transaction(work);
    }

    private <T> T within(SqliteLedgerSession open, Work<T> work) {
        try {
            return work.on(open);
        } catch (SQLException e) {
            throw HomeFailures.of(home.folder(), e);
        }
    }

    private <T> T transaction(Work<T> work) {
        long[] number = new long[1];
        T result = home.inTransaction(connection -> {
            if (committed.get() != begun) {
                cache.clear(); // the one before was undone
            }
            number[0] = ++begun;
            if (!created) {
                SqliteLedgerSchema.create(connection);
            }
            SqliteLedgerSession session = new SqliteLedgerSession(home, connection, cache);
            batch.set(session);
            try {
                T done = work.on(session);
                session.flush();
                return done;
            } finally {
                batch.remove();
            }
        });
        committed.accumulateAndGet(number[0], Math::max);
        created = true;
        return result;
    }

    private <T> T read(Work<T> work, T absent) {
        SqliteLedgerSession open = batch.get();
        if (open != null) {
            return within(open, work);
        }
        return home.read(connection -> {
            created = created || SqliteLedgerSchema.exists(connection);
            return created ? work.on(new SqliteLedgerSession(home, connection, new SqliteLedgerCache())) : absent;
        });
    }

    @Override
    public BucketUpdate addOutcome(ChunkOutcome outcome, Instant published, Instant at) {
        int slot = BucketKey.slotOf(outcome.key().chunk());
        return write(session -> {
            Bucket bucket = bucket(session, BucketKey.of(outcome.key()), at);
            return bucket.awaits(slot)
                    ? put(session, bucket.withCell(slot, Cell.of(outcome, published), at))
                    : new BucketUpdate(false, bucket);
        });
    }

    @Override
    public BucketUpdate addRejectMark(ChunkKey chunk, List<Rejection> rejections, Instant at) {
        int slot = BucketKey.slotOf(chunk.chunk());
        return write(session -> {
            Bucket bucket = bucket(session, BucketKey.of(chunk), at);
            return bucket.rejects().containsKey(slot)
                    ? new BucketUpdate(false, bucket)
                    : put(
                            session,
                            bucket.withRejects(slot, RejectMark.of(rejections), RejectReasons.of(rejections), at));
        });
    }

    private static Bucket bucket(SqliteLedgerSession session, BucketKey key, Instant at) throws SQLException {
        return session.findBucket(key).orElseGet(() -> Bucket.empty(key, at));
    }

    private static BucketUpdate put(SqliteLedgerSession session, Bucket bucket) {
        session.put(bucket);
        return new BucketUpdate(true, bucket);
    }

    @Override
    public RunUpdate change(RunKey run, RunChange change, Instant at) {
        return write(session -> {
            RunTally tally = session.findRun(run).orElseGet(() -> RunTally.unheard(run, at));
            Optional<RunTally> changed = change.on(tally, at);
            changed.ifPresent(session::put);
            return new RunUpdate(changed.isPresent(), changed.orElse(tally));
        });
    }

    @Override
    public Slice revise(RunKey run, int bucket, UnaryOperator<Slice> revision, Instant at) {
        return write(session -> {
            RunTally tally = session.findRun(run).orElseGet(() -> RunTally.unheard(run, at));
            Slice revised = revision.apply(new Slice(tally, bucket, session.slice(run, bucket)));
            revised.buckets().values().forEach(session::put);
            session.put(revised.tally());
            return revised;
        });
    }

    @Override
    public void putRejects(ChunkKey chunk, List<Rejection> rejections) {
        write(session -> {
            int slot = BucketKey.slotOf(chunk.chunk());
            if (session.findBucket(BucketKey.of(chunk))
                    .filter(bucket -> bucket.hasRejects(slot))
                    .isEmpty()) {
                SqliteLedgerRejects.store(session, chunk, rejections);
            }
            return chunk;
        });
    }

    @Override
    public int takeRejects(ChunkKey chunk, Set<Integer> places, int amendment, Instant at) {
        RunKey run = chunk.run();
        int bucket = BucketKey.of(chunk).bucket();
        int slot = BucketKey.slotOf(chunk.chunk());
        return write(session -> {
            RunTally root = session.findRun(run.root()).orElseGet(() -> RunTally.unheard(run.root(), at));
            RunTally tally = session.findRun(run).orElseGet(() -> RunTally.unheard(run, at));
            Slice before = new Slice(tally, bucket, session.slice(run, bucket));
            if (!root.history().isTaking(amendment) || !before.isCounted(chunk.step(), slot)) {
                return 0;
            }
            RejectReasons taken = SqliteLedgerRejects.take(session, chunk, places, amendment);
            if (taken.total() > 0) {
                Slice after = before.withRetried(chunk.step(), slot, taken, at);
                after.buckets().values().forEach(session::put);
                session.put(after.tally());
            }
            return (int) taken.total();
        });
    }

    @Override
    public void putDeadLetter(DeadLetter letter) {
        write(session -> {
            SqliteLedgerRejects.store(session, letter);
            return letter;
        });
    }

    @Override
    public Optional<RunTally> findRun(RunKey run) {
        return read(session -> session.findRun(run), Optional.empty());
    }

    @Override
    public Optional<Bucket> findBucket(BucketKey key) {
        return read(session -> session.findBucket(key), Optional.empty());
    }

    @Override
    public List<Bucket> buckets(RunKey run, int from) {
        return read(session -> session.buckets(run, from, Integer.MAX_VALUE), List.of());
    }

    @Override
    public Optional<RunSnapshot> snapshot(RunKey run) {
        return read(
                session -> {
                    RunTally tally = session.findRun(run).orElse(null);
                    return tally == null
                            ? Optional.empty()
                            : Optional.of(new RunSnapshot(
                                    tally, session.buckets(run, tally.firstUnsettled(), Integer.MAX_VALUE)));
                },
                Optional.empty());
    }

    @Override
    public List<DeadLetter> deadLetters(RunKey run) {
        return read(session -> SqliteLedgerRejects.deadLetters(session, run), List.of());
    }

    @Override
    public Page<RejectRow> rejects(RunKey run, RejectFilter filter, Optional<String> cursor, int limit) {
        Optional<Cursors.RejectPlace> after = cursor.map(Cursors.RejectPlace::parse);
        List<RejectRow> rows =
                read(session -> SqliteLedgerRejects.list(session, run, filter, after, limit + 1), List.of());
        return Page.of(rows, limit, row -> Cursors.RejectPlace.of(row).text());
    }

    @Override
    public Page<RejectRow> retriedRejects(RunKey run, int amendment, Optional<String> cursor, int limit) {
        Optional<Cursors.RejectPlace> after = cursor.map(Cursors.RejectPlace::parse);
        List<RejectRow> rows =
                read(session -> SqliteLedgerRejects.retried(session, run, amendment, after, limit + 1), List.of());
        return Page.of(rows, limit, row -> Cursors.RejectPlace.of(row).text());
    }

    @Override
    public Page<RunTally> runs(RunFilter filter, Optional<String> cursor, int limit) {
        Optional<Cursors.RunPlace> after = cursor.map(Cursors.RunPlace::parse);
        List<RunTally> tallies = read(
                session -> {
                    session.flush();
                    return SqliteLedgerRuns.list(session, filter, after, limit + 1);
                },
                List.of());
        return Page.of(tallies, limit, tally -> Cursors.RunPlace.of(tally).text());
    }

    @Override
    public List<String> runIds(String beginning, int most) {
        return read(
                session -> {
                    session.flush();
                    return SqliteLedgerRuns.ids(session, beginning, most);
                },
                List.of());
    }

    @Override
    public Optional<RunKey> findLatestAttempt(String runId) {
        return read(
                session -> {
                    session.flush();
                    return SqliteLedgerRuns.findLatestAttempt(session, runId);
                },
                Optional.empty());
    }
}
