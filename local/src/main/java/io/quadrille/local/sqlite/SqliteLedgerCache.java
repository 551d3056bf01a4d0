package io.quadrille.local.sqlite;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.RunTally;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The items that the one writer used last. Guarded by the home's transactions. */
final class SqliteLedgerCache {
    private static final int MOST_RUNS = 64;
    private static final int MOST_BUCKETS = 512;

    final Map<RunKey, RunTally> runs = new LinkedHashMap<>(16, 0.75f, true);
    /** As the rows have them. */
    final Map<RunKey, RunTally> storedRuns = new LinkedHashMap<>(16, 0.75f, true);

    final Map<BucketKey, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
    final Set<RunKey> changedRuns = new LinkedHashSet<>();
    final Set<BucketKey> changedBuckets = new LinkedHashSet<>();

    <K, V> V require(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    /** Forgets what was not used for longest; nothing may be unwritten. */
    void trim() {
        trim(runs, MOST_RUNS);
        storedRuns.keySet().retainAll(runs.keySet());
        trim(buckets, MOST_BUCKETS);
    }

    private static void trim(Map<?, ?> map, int most) {
        var eldest = map.keySet().iterator();
        while (map.size() > most) {
            eldest.next();
            eldest.remove();
        }
    }

    /** Forgets all, as a transaction was undone. */
    void clear() {
        runs.clear();
        storedRuns.clear();
        buckets.clear();
        changedRuns.clear();
        changedBuckets.clear();
    }
}
