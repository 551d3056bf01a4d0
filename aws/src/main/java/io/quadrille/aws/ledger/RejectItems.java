package io.quadrille.aws.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Cursors.RejectPlace;
import io.quadrille.observer.ledger.LedgerJson;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Rejects, as an item per chunk and step: JSON, in parts where one item would be too large. The lines of a chunk are all
 * before those of the next one, so chunks in order are lines in order. Thread safe.
 */
final class RejectItems {
    /** An item has 400 KB; what is compared is the text without the brackets around it, and keys need some. */
    private static final int PART_BYTES = 300_000;

    private static final String REJECTS = "rejects";
    /** The place of a part's first reject among those of its chunk and step. */
    private static final String FIRST = "first";
    /** Followed by an amendment's number: a bit for each reject of the part that it took up, lowest first. */
    private static final String TAKEN = "taken";

    private final LedgerCalls calls;

    RejectItems(LedgerCalls calls) {
        this.calls = calls;
    }

    void put(ChunkKey chunk, List<Rejection> rejections) {
        int part = 0;
        int first = 0;
        while (first < rejections.size()) {
            int end = first;
            long bytes = 0;
            do {
                bytes += LedgerJson.write(rejections.get(end)).getBytes(UTF_8).length + 1;
                end++;
            } while (end < rejections.size() && bytes < PART_BYTES);
            Map<String, AttributeValue> item = new HashMap<>(LedgerKeys.ofRejects(chunk, part));
            item.put(FIRST, AttributeValue.fromN(Integer.toString(first)));
            item.put(REJECTS, AttributeValue.fromS(LedgerJson.write(rejections.subList(first, end))));
            calls.put(Unchanged.ABSENT.putItem(item));
            first = end;
            part++;
        }
    }

    /** Rejects of a part that an amendment takes up. */
    record Taking(int count, Update.Builder update) {}

    /** What marks those of the places that are open as taken; whoever writes it asks that nobody else did meanwhile. */
    List<Taking> taking(ChunkKey chunk, Set<Integer> places, int amendment) {
        String prefix = LedgerKeys.rejects(chunk.chunk()) + chunk.step() + LedgerKeys.SEPARATOR;
        List<Taking> takings = new ArrayList<>();
        for (var item : calls.range(LedgerKeys.partitionOfAttempt(chunk.run()), prefix, prefix + LedgerKeys.LAST)) {
            BitSet taken = takenBy(item, name -> true);
            BitSet wanted = new BitSet();
            int first = (int) Attributes.number(item, FIRST);
            int rows = LedgerJson.rejections(Attributes.text(item, REJECTS)).size();
            for (int i = 0; i < rows; i++) {
                if (places.contains(first + i) && !taken.get(i)) {
                    wanted.set(i);
                }
            }
            if (!wanted.isEmpty()) {
                int count = wanted.cardinality();
                wanted.or(takenBy(item, (TAKEN + amendment)::equals));
                takings.add(new Taking(count, marking(item, amendment, wanted)));
            }
        }
        return takings;
    }

    private Update.Builder marking(Map<String, AttributeValue> item, int amendment, BitSet places) {
        return Update.builder()
                .tableName(calls.table())
                .key(Map.of(
                        LedgerTable.PARTITION, Attributes.require(item, LedgerTable.PARTITION),
                        LedgerTable.SORT, Attributes.require(item, LedgerTable.SORT)))
                .updateExpression("SET #taken = :places")
                .expressionAttributeNames(Map.of("#taken", TAKEN + amendment))
                .expressionAttributeValues(
                        Map.of(":places", AttributeValue.fromB(SdkBytes.fromByteArray(places.toByteArray()))));
    }

    private static BitSet takenBy(Map<String, AttributeValue> item, Predicate<String> attribute) {
        BitSet taken = new BitSet();
        item.forEach((name, value) -> {
            if (name.startsWith(TAKEN) && attribute.test(name)) {
                taken.or(BitSet.valueOf(value.b().asByteArray()));
            }
        });
        return taken;
    }

    /** @param amendment whose rejects are read; 0 for those that none took up */
    Page<RejectRow> read(RunKey run, int amendment, Optional<String> cursor, int limit) {
        RejectPlace after = cursor.map(RejectPlace::parse).orElse(null);
        Reading reading = new Reading(run, amendment, after, limit + 1);
        String from = LedgerKeys.rejects(after == null ? 0 : after.chunk());
        calls.forEach(
                LedgerCalls.rangeQuery(LedgerKeys.partitionOfAttempt(run), from, LedgerKeys.LAST_REJECTS),
                reading::add);
        return Page.of(reading.end(), limit, row -> RejectPlace.of(row).text());
    }

    /** Puts the rows of a chunk's steps and parts in order. */
    private static final class Reading {
        private final RunKey run;
        private final int amendment;
        private final @Nullable RejectPlace after;
        private final int most;
        private final List<RejectRow> rows = new ArrayList<>();
        private final TreeSet<RejectRow> ofChunk = new TreeSet<>(RejectRow.ORDER);

        Reading(RunKey run, int amendment, @Nullable RejectPlace after, int most) {
            this.run = run;
            this.amendment = amendment;
            this.after = after;
            this.most = most;
        }

        /** @return whether more are wanted */
        boolean add(Map<String, AttributeValue> item) {
            ChunkKey chunk = LedgerKeys.chunkOf(run, item);
            if (!ofChunk.isEmpty() && ofChunk.first().chunk() != chunk.chunk()) {
                endOfChunk();
                if (rows.size() >= most) {
                    return false;
                }
            }
            int first = (int) Attributes.number(item, FIRST);
            int place = first;
            BitSet taken = takenBy(item, amendment == 0 ? name -> true : (TAKEN + amendment)::equals);
            for (Rejection rejection : LedgerJson.rejections(Attributes.text(item, REJECTS))) {
                RejectRow row = new RejectRow(chunk.step(), chunk.chunk(), place++, rejection);
                boolean wanted = taken.get(row.place() - first) == amendment > 0;
                if (wanted && (after == null || RejectPlace.of(row).compareTo(after) > 0)) {
                    ofChunk.add(row);
                }
            }
            return true;
        }

        private void endOfChunk() {
            rows.addAll(ofChunk);
            ofChunk.clear();
        }

        List<RejectRow> end() {
            endOfChunk();
            return rows.subList(0, Math.min(rows.size(), most));
        }
    }
}
