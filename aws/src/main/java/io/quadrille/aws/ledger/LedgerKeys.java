package io.quadrille.aws.ledger;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cursors.RunPlace;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where each item stands. Numbers have leading zeros, so that their order as text is their own. No id or name has a
 * {@value #SEPARATOR}, and each sorts after it.
 */
final class LedgerKeys {
    static final String SEPARATOR = "#";
    /** Sorts after every digit and name. */
    static final String LAST = "~";

    static final String LAST_BUCKET = "b#~";
    static final String LAST_REJECTS = "r#~";
    static final String DEAD_LETTERS = "d#";

    static final String ATTEMPTS = "attempt#";
    static final String REGISTRATIONS = "registered#";
    static final String LAUNCHES = "launched#";

    private LedgerKeys() {}

    /** The partition of what is known of a run's attempts as a whole. */
    static String partitionOfRun(String runId) {
        return "run#" + runId;
    }

    /** The partition of an attempt's buckets, rejects and dead letters. Short, as each bucket's update pays for it. */
    static String partitionOfAttempt(RunKey run) {
        return run.run() + SEPARATOR + run.attempt();
    }

    static Map<String, AttributeValue> ofRun(RunKey run) {
        return ofAttempt(ATTEMPTS, run);
    }

    /** @param kind one of the constants above */
    static Map<String, AttributeValue> ofAttempt(String kind, RunKey run) {
        return key(partitionOfRun(run.run()), format("%s%04d", kind, run.attempt()));
    }

    /** @param item a run's, with its pipeline */
    static RunKey runOf(Map<String, AttributeValue> item) {
        String partition = Attributes.text(item, LedgerTable.PARTITION);
        String runId = partition.substring(partition.indexOf(SEPARATOR) + 1);
        return new RunKey(Attributes.text(item, RunItem.PIPELINE), runId, attemptOf(item));
    }

    static int attemptOf(Map<String, AttributeValue> item) {
        String sort = Attributes.text(item, LedgerTable.SORT);
        return Integer.parseInt(sort.substring(sort.indexOf(SEPARATOR) + 1));
    }

    static Map<String, AttributeValue> ofBucket(BucketKey key) {
        return key(partitionOfAttempt(key.run()), buckets(key.bucket()) + key.step());
    }

    static BucketKey bucketOf(RunKey run, Map<String, AttributeValue> item) {
        String[] parts = Attributes.text(item, LedgerTable.SORT).split(SEPARATOR, 3);
        return new BucketKey(run, Integer.parseInt(parts[1]), parts[2]);
    }

    /** What the sort keys of one bucket number's items begin with, at every step. */
    static String buckets(int number) {
        return format("b#%06d#", number);
    }

    static Map<String, AttributeValue> ofRejects(ChunkKey chunk, int part) {
        return key(partitionOfAttempt(chunk.run()), rejects(chunk.chunk()) + chunk.step() + SEPARATOR + part);
    }

    /** What the sort keys of a chunk's rejects begin with, at every step. */
    static String rejects(int chunk) {
        return format("r#%07d#", chunk);
    }

    static Map<String, AttributeValue> ofDeadLetter(ChunkKey chunk) {
        return key(partitionOfAttempt(chunk.run()), format("d#%07d#", chunk.chunk()) + chunk.step());
    }

    /** The chunk and step of a dead letter, or of a part of a chunk's rejects. */
    static ChunkKey chunkOf(RunKey run, Map<String, AttributeValue> item) {
        String[] parts = Attributes.text(item, LedgerTable.SORT).split(SEPARATOR, 4);
        return new ChunkKey(run, parts[2], Integer.parseInt(parts[1]));
    }

    /** A run's place among all, as text in the same order as {@link RunPlace}'s, earliest first. */
    static String place(RunPlace place) {
        return start(place.startedAt()) + format("#%s#%04d#%s", place.run(), place.attempt(), place.pipeline());
    }

    /** What the places of runs that started in a millisecond begin with; earlier than any of them. */
    static String start(Instant startedAt) {
        return format("%013d", startedAt.toEpochMilli());
    }

    static RunPlace placeOf(Map<String, AttributeValue> item) {
        String[] parts = Attributes.text(item, LedgerTable.START).split(SEPARATOR, 4);
        return new RunPlace(
                Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], Integer.parseInt(parts[2]), parts[3]);
    }

    static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(
                LedgerTable.PARTITION, AttributeValue.fromS(partition), LedgerTable.SORT, AttributeValue.fromS(sort));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
