package io.quadrille.observer.runs;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RunTally;
import java.util.Map;
import java.util.Optional;

/** Finds the chunk of a line by the lines where the extract's chunks begin; reads about log2 of the buckets. */
final class ChunkSearch {
    private final LedgerStore store;
    private final RunTally tally;
    private final String extract;

    ChunkSearch(LedgerStore store, RunTally tally, String extract) {
        this.store = store;
        this.tally = tally;
        this.extract = extract;
    }

    /**
     * The last chunk that begins on the line or before it.
     *
     * @param last whether no chunk is known after it, so that the line may be beyond the end or in a chunk not yet reported
     */
    record Found(int chunk, boolean last) {}

    Optional<Found> find(long line) {
        int low = 0;
        int high = bucketCount() - 1;
        Optional<Found> best = Optional.empty();
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Optional<Bucket> bucket = bucket(middle);
            if (bucket.flatMap(ChunkSearch::firstLine)
                    .filter(first -> first <= line)
                    .isPresent()) {
                best = bucket.flatMap(found -> in(found, line));
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return best.map(found -> new Found(found.chunk(), found.last() && !isFollowed(found.chunk())));
    }

    private int bucketCount() {
        int closed = tally.step(extract).end();
        return tally.history()
                .findTotals()
                .map(totals -> BucketKey.count(totals.chunks()))
                .orElseGet(() -> Math.max(
                        closed,
                        store.buckets(tally.run(), tally.firstUnsettled()).stream()
                                .mapToInt(bucket -> bucket.key().bucket() + 1)
                                .max()
                                .orElse(0)));
    }

    private Optional<Bucket> bucket(int number) {
        RunKey run = tally.run();
        return store.findBucket(new BucketKey(run, number, extract));
    }

    private static Optional<Long> firstLine(Bucket bucket) {
        return bucket.cells().values().stream()
                .map(Cell::firstLine)
                .filter(first -> first > 0)
                .findFirst();
    }

    private static Optional<Found> in(Bucket bucket, long line) {
        int found = -1;
        boolean last = true;
        for (Map.Entry<Integer, Cell> cell : bucket.cells().entrySet()) {
            long first = cell.getValue().firstLine();
            if (first > 0 && first <= line) {
                found = cell.getKey();
            } else if (first > line) {
                last = false;
                break;
            }
        }
        return found < 0 ? Optional.empty() : Optional.of(new Found(bucket.key().chunkAt(found), last));
    }

    /** Whether the next bucket begins, which was found to begin after the line. */
    private boolean isFollowed(int chunk) {
        return bucket(chunk / BucketKey.CHUNKS + 1)
                .flatMap(ChunkSearch::firstLine)
                .isPresent();
    }
}
