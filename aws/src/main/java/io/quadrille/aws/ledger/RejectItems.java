package io.quadrille.aws.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Cursors.RejectPlace;
import io.quadrille.observer.ledger.LedgerJson;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

    /** Reads on until the page is full, so that a filter that admits few reads many. */
    Page<RejectRow> read(RunKey run, RejectFilter filter, Optional<String> cursor, int limit) {
        RejectPlace after = cursor.map(RejectPlace::parse).orElse(null);
        Reading reading = new Reading(run, filter, after, limit + 1);
        String from = LedgerKeys.rejects(after == null ? 0 : after.chunk());
        calls.forEach(
                LedgerCalls.rangeQuery(LedgerKeys.partitionOfAttempt(run), from, LedgerKeys.LAST_REJECTS),
                reading::add);
        return Page.of(reading.end(), limit, row -> RejectPlace.of(row).text());
    }

    /** Puts the rows of a chunk's steps and parts in order. */
    private static final class Reading {
        private final RunKey run;
        private final RejectFilter filter;
        private final @Nullable RejectPlace after;
        private final int most;
        private final List<RejectRow> rows = new ArrayList<>();
        private final TreeSet<RejectRow> ofChunk = new TreeSet<>(RejectRow.ORDER);

        Reading(RunKey run, RejectFilter filter, @Nullable RejectPlace after, int most) {
            this.run = run;
            this.filter = filter;
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
            int place = (int) Attributes.number(item, FIRST);
            for (Rejection rejection : LedgerJson.rejections(Attributes.text(item, REJECTS))) {
                RejectRow row = new RejectRow(chunk.step(), chunk.chunk(), place++, rejection);
                if (filter.admits(row) && (after == null || RejectPlace.of(row).compareTo(after) > 0)) {
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
