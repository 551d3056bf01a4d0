package io.quadrille.local.sqlite;

import static io.quadrille.local.sqlite.SqliteLedgerSchema.BUCKETS;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketBytes;
import io.quadrille.observer.ledger.BucketKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Buckets as rows. */
final class SqliteLedgerBuckets {
    private SqliteLedgerBuckets() {}

    static Optional<Bucket> find(SqliteLedgerSession session, BucketKey key) throws SQLException {
        PreparedStatement select = session.prepare(
                "SELECT item FROM " + BUCKETS + " WHERE run = ? AND attempt = ? AND bucket = ? AND step = ?");
        bind(select, key);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(BucketBytes.read(key, row.getBytes(1))) : Optional.empty();
        }
    }

    /** @param to the number of the last one */
    static List<Bucket> range(SqliteLedgerSession session, RunKey run, int from, int to) throws SQLException {
        PreparedStatement select = session.prepare("SELECT bucket, step, item FROM " + BUCKETS
                + " WHERE run = ? AND attempt = ? AND bucket BETWEEN ? AND ? ORDER BY bucket, step");
        select.setString(1, run.run());
        select.setInt(2, run.attempt());
        select.setInt(3, from);
        select.setInt(4, to);
        List<Bucket> buckets = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                BucketKey key = new BucketKey(run, row.getInt(1), row.getString(2));
                buckets.add(BucketBytes.read(key, row.getBytes(3)));
            }
        }
        return buckets;
    }

    static void store(SqliteLedgerSession session, Bucket bucket) throws SQLException {
        PreparedStatement upsert = session.prepare("INSERT INTO " + BUCKETS
                + " (run, attempt, bucket, step, item) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (run, attempt, bucket, step) DO UPDATE SET item = excluded.item");
        bind(upsert, bucket.key());
        upsert.setBytes(5, BucketBytes.write(bucket));
        upsert.executeUpdate();
    }

    private static void bind(PreparedStatement statement, BucketKey key) throws SQLException {
        statement.setString(1, key.run().run());
        statement.setInt(2, key.run().attempt());
        statement.setInt(3, key.bucket());
        statement.setString(4, key.step());
    }
}
