package io.quadrille.aws.ledger;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.LogHistogram;
import io.quadrille.observer.ledger.RejectMark;
import io.quadrille.observer.ledger.SlotAmendment;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A bucket as an item: an attribute per thing known of a slot, so that each is added by one update with a condition of
 * its own. Names are short, as an update pays for the whole item by the kilobyte: a cell's is the slot's character, a
 * reject mark's, dead letter's, closed bit's and amendment's the slot's character after {@code r}, {@code d}, {@code c}
 * and {@code a}, a
 * histogram counter's its character after {@code w} (waiting) and {@code x} (working).
 */
final class BucketItem {
    static final String TOUCHED = "@t";
    static final String VERSION = "@v";
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final long NANOS = 1_000_000_000;
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    private BucketItem() {}

    static Map<String, AttributeValue> of(Versioned<Bucket> written) {
        Bucket bucket = written.value();
        Map<String, AttributeValue> item = new HashMap<>(LedgerKeys.ofBucket(bucket.key()));
        bucket.cells().forEach((slot, cell) -> item.put(name("", slot), bytes(cell)));
        bucket.rejects().forEach((slot, mark) -> item.put(name("r", slot), bytes(mark)));
        bucket.dead().forEach((slot, records) -> item.put(name("d", slot), Attributes.number(records)));
        bucket.amended().forEach((slot, amendment) -> item.put(name("a", slot), bytes(amendment)));
        for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
            if (bucket.isClosed(slot)) {
                item.put(name("c", slot), AttributeValue.fromBool(true));
            }
        }
        putCounters(item, "w", bucket.timings().waiting());
        putCounters(item, "x", bucket.timings().working());
        item.put(TOUCHED, moment(bucket.timings().touched()));
        item.put(VERSION, Attributes.number(written.version()));
        return item;
    }

    static Versioned<Bucket> read(BucketKey key, Map<String, AttributeValue> item) {
        SortedMap<Integer, Cell> cells = new TreeMap<>();
        SortedMap<Integer, RejectMark> rejects = new TreeMap<>();
        SortedMap<Integer, Long> dead = new TreeMap<>();
        SortedMap<Integer, SlotAmendment> amended = new TreeMap<>();
        long[] waiting = new long[LogHistogram.COUNTERS];
        long[] working = new long[LogHistogram.COUNTERS];
        long closed = 0;
        for (var attribute : item.entrySet()) {
            String name = attribute.getKey();
            int slot = CHARACTERS.indexOf(name.charAt(name.length() - 1));
            AttributeValue value = attribute.getValue();
            if (name.length() == 1) {
                cells.put(slot, Cell.readFrom(value.b().asByteBuffer()));
                continue;
            }
            switch (name.charAt(0)) {
                case 'r' -> rejects.put(slot, RejectMark.readFrom(value.b().asByteBuffer()));
                case 'a' -> amended.put(slot, SlotAmendment.readFrom(value.b().asByteBuffer()));
                case 'd' -> dead.put(slot, Long.parseLong(value.n()));
                case 'c' -> closed |= 1L << slot;
                case 'w' -> waiting[slot] = Long.parseLong(value.n());
                case 'x' -> working[slot] = Long.parseLong(value.n());
                default -> {} // the item's key, moment and version
            }
        }
        Bucket.Timings timings = new Bucket.Timings(
                LogHistogram.of(waiting), LogHistogram.of(working), moment(Attributes.require(item, TOUCHED)));
        long version = Attributes.number(item, VERSION);
        return new Versioned<>(new Bucket(key, cells, rejects, dead, closed, timings, amended), version);
    }

    /** Adds an outcome unless its chunk has one or is closed. */
    static UpdateItemRequest.Builder adding(ChunkOutcome outcome, Instant at) {
        int slot = BucketKey.slotOf(outcome.key().chunk());
        ChunkOutcome.Timing timing = outcome.timing();
        return UpdateItemRequest.builder()
                .key(LedgerKeys.ofBucket(BucketKey.of(outcome.key())))
                .updateExpression("SET #cell = :cell, #t = :t ADD #v :one, #w :one, #x :one")
                .conditionExpression("attribute_not_exists(#cell) AND attribute_not_exists(#closed)")
                .expressionAttributeNames(Map.of(
                        "#cell", name("", slot),
                        "#closed", name("c", slot),
                        "#w", name("w", LogHistogram.counterOf(timing.waitMicros())),
                        "#x", name("x", LogHistogram.counterOf(timing.workMicros())),
                        "#t", TOUCHED,
                        "#v", VERSION))
                .expressionAttributeValues(Map.of(":cell", bytes(Cell.of(outcome)), ":t", moment(at), ":one", ONE));
    }

    /** Adds a reject mark unless the chunk has one. */
    static UpdateItemRequest.Builder marking(ChunkKey chunk, RejectMark mark, Instant at) {
        return UpdateItemRequest.builder()
                .key(LedgerKeys.ofBucket(BucketKey.of(chunk)))
                .updateExpression("SET #mark = :mark, #t = :t ADD #v :one")
                .conditionExpression("attribute_not_exists(#mark)")
                .expressionAttributeNames(
                        Map.of("#mark", name("r", BucketKey.slotOf(chunk.chunk())), "#t", TOUCHED, "#v", VERSION))
                .expressionAttributeValues(Map.of(":mark", bytes(mark), ":t", moment(at), ":one", ONE));
    }

    private static void putCounters(Map<String, AttributeValue> item, String kind, LogHistogram histogram) {
        long[] counts = histogram.counts();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                item.put(name(kind, i), Attributes.number(counts[i]));
            }
        }
    }

    private static String name(String kind, int place) {
        return kind + CHARACTERS.charAt(place);
    }

    private static AttributeValue bytes(Cell cell) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
        cell.writeTo(bytes);
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.toByteArray()));
    }

    private static AttributeValue bytes(SlotAmendment amendment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8);
        amendment.writeTo(bytes);
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.toByteArray()));
    }

    private static AttributeValue bytes(RejectMark mark) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8);
        mark.writeTo(bytes);
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.toByteArray()));
    }

    /** In nanoseconds since 1970, which a long counts until the year 2262. */
    private static AttributeValue moment(Instant at) {
        return Attributes.number(Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano()));
    }

    private static Instant moment(AttributeValue nanos) {
        long value = Long.parseLong(nanos.n());
        return Instant.ofEpochSecond(Math.floorDiv(value, NANOS), Math.floorMod(value, NANOS));
    }
}
