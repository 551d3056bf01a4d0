package io.quadrille.local.sqlite;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.RunTally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ledger's items within one transaction, or one read. Used by one thread. */
final class SqliteLedgerSession {
    private final SqliteHome home;
    private final Connection connection;
    private final SqliteLedgerCache cache;

    /** @param cache the writer's; an empty one for a read */
    SqliteLedgerSession(SqliteHome home, Connection connection, SqliteLedgerCache cache) {
        this.home = home;
        this.connection = connection;
        this.cache = cache;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return home.statement(connection, sql);
    }

    Optional<RunTally> findRun(RunKey run) throws SQLException {
        RunTally known = cache.runs.get(run);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<RunTally> found = SqliteLedgerRuns.find(this, run);
        found.ifPresent(tally -> {
            cache.runs.put(run, tally);
            cache.storedRuns.put(run, tally);
        });
        return found;
    }

    Optional<Bucket> findBucket(BucketKey key) throws SQLException {
        Bucket known = cache.buckets.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Bucket> found = SqliteLedgerBuckets.find(this, key);
        found.ifPresent(bucket -> cache.buckets.put(key, bucket));
        return found;
    }

    List<Bucket> buckets(RunKey run, int from, int to) throws SQLException {
        flush();
        return SqliteLedgerBuckets.range(this, run, from, to);
    }

    /** The buckets with this number, by step. */
    SortedMap<String, Bucket> slice(RunKey run, int number) throws SQLException {
        SortedMap<String, Bucket> slice = new TreeMap<>();
        for (Bucket bucket : buckets(run, number, number)) {
            slice.put(bucket.key().step(), bucket);
        }
        return slice;
    }

    void put(RunTally tally) {
        cache.runs.put(tally.run(), tally);
        cache.changedRuns.add(tally.run());
    }

    void put(Bucket bucket) {
        cache.buckets.put(bucket.key(), bucket);
        cache.changedBuckets.add(bucket.key());
    }

    /** Writes what has changed: an item that changed ten times in a batch is written once. */
    void flush() throws SQLException {
        for (RunKey run : cache.changedRuns) {
            RunTally tally = cache.require(cache.runs, run);
            SqliteLedgerRuns.store(this, cache.storedRuns.put(run, tally), tally);
        }
        cache.changedRuns.clear();
        for (BucketKey key : cache.changedBuckets) {
            SqliteLedgerBuckets.store(this, cache.require(cache.buckets, key));
        }
        cache.changedBuckets.clear();
        cache.trim();
    }
}
