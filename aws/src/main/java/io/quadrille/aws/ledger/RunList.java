package io.quadrille.aws.ledger;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Cursors.RunPlace;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Lists runs: their places from an index, which may lag, and their items as they stand. Thread safe. */
final class RunList {
    /** As many items as BatchGetItem takes. */
    private static final int MOST_AT_ONCE = 100;

    private static final String EARLIEST = "0";

    private final LedgerCalls calls;
    private final Contention contention;

    RunList(LedgerCalls calls, Contention contention) {
        this.calls = calls;
        this.contention = contention;
    }

    /** A run where the index has it, which is where a page goes on. */
    private record Listed(RunPlace place, RunTally tally) {}

    Page<RunTally> list(RunFilter filter, Optional<String> cursor, int limit) {
        String before = cursor.map(RunPlace::parse).map(LedgerKeys::place).orElse(LedgerKeys.LAST);
        QueryRequest.Builder query = query(filter, before)
                .limit(filter.equals(RunFilter.ALL) ? Math.min(MOST_AT_ONCE, limit + 1) : MOST_AT_ONCE);
        List<Listed> listed = new ArrayList<>();
        Map<String, AttributeValue> after = Map.of();
        do {
            QueryResponse page = calls.page(query, after);
            for (Listed each : read(page.items(), before)) {
                if (filter.admits(each.tally())) {
                    listed.add(each);
                }
            }
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (listed.size() <= limit && !after.isEmpty());
        List<Listed> most = listed.subList(0, Math.min(listed.size(), limit + 1));
        return Page.of(most, limit, each -> each.place().text()).map(Listed::tally);
    }

    /**
     * Ids that begin so, of the runs that started last: DynamoDB finds a run by its whole id alone, and the index of all
     * runs holds keys only.
     */
    List<String> ids(String beginning, int most) {
        Set<String> ids = new LinkedHashSet<>();
        calls.forEach(query(RunFilter.ALL, LedgerKeys.LAST), item -> {
            String id = LedgerKeys.placeOf(item).run();
            if (id.startsWith(beginning)) {
                ids.add(id);
            }
            return ids.size() < most;
        });
        return List.copyOf(ids);
    }

    private static QueryRequest.Builder query(RunFilter filter, String before) {
        String from = start(filter.from(), EARLIEST);
        String to = start(filter.to(), LedgerKeys.LAST);
        String index = filter.status() == null || filter.status().isComplete() ? LedgerTable.LISTED : LedgerTable.OPEN;
        return QueryRequest.builder()
                .indexName(index)
                .keyConditionExpression("#index = :runs AND #start BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#index", index, "#start", LedgerTable.START))
                .expressionAttributeValues(Map.of(
                        ":runs", AttributeValue.fromS(RunItem.RUNS),
                        ":from", AttributeValue.fromS(from),
                        // an interval that ends before it begins is an error to DynamoDB
                        ":to", AttributeValue.fromS(max(from, min(before, to)))))
                .scanIndexForward(false);
    }

    private static String start(@Nullable Instant at, String otherwise) {
        return at == null ? otherwise : LedgerKeys.start(at);
    }

    private static String min(String one, String two) {
        return one.compareTo(two) <= 0 ? one : two;
    }

    private static String max(String one, String two) {
        return one.compareTo(two) >= 0 ? one : two;
    }

    /** @param before the place that the page before ended with, which BETWEEN includes */
    private List<Listed> read(List<Map<String, AttributeValue>> places, String before) {
        Map<Map<String, AttributeValue>, RunPlace> wanted = new LinkedHashMap<>();
        for (Map<String, AttributeValue> item : places) {
            RunPlace place = LedgerKeys.placeOf(item);
            if (LedgerKeys.place(place).compareTo(before) < 0) {
                wanted.put(LedgerKeys.ofRun(keyOf(place)), place);
            }
        }
        Map<RunKey, RunTally> tallies = readAll(List.copyOf(wanted.keySet()));
        List<Listed> listed = new ArrayList<>();
        for (RunPlace place : wanted.values()) {
            RunTally tally = tallies.get(keyOf(place));
            if (tally != null) {
                listed.add(new Listed(place, tally));
            }
        }
        return listed;
    }

    private static RunKey keyOf(RunPlace place) {
        return new RunKey(place.pipeline(), place.run(), place.attempt());
    }

    private Map<RunKey, RunTally> readAll(List<Map<String, AttributeValue>> keys) {
        Map<RunKey, RunTally> tallies = new HashMap<>();
        List<Map<String, AttributeValue>> left = new ArrayList<>(keys);
        if (!left.isEmpty()) {
            contention.settle("Reading runs from ledger table '" + calls.table() + "'", () -> {
                LedgerCalls.Batch batch = calls.readSome(left);
                for (Map<String, AttributeValue> item : batch.items()) {
                    RunTally tally = RunItem.read(LedgerKeys.runOf(item), item).value();
                    tallies.put(tally.run(), tally);
                }
                left.clear();
                left.addAll(batch.left());
                return left.isEmpty() ? Optional.of(tallies) : Optional.empty();
            });
        }
        return tallies;
    }
}
