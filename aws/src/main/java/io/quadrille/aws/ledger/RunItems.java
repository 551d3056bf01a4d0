package io.quadrille.aws.ledger;

import io.quadrille.aws.ledger.LedgerCalls.Written;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.LedgerStore.RunUpdate;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunTally;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The runs' items. Thread safe. */
final class RunItems {
    private final LedgerCalls calls;
    private final Contention contention;

    RunItems(LedgerCalls calls, Contention contention) {
        this.calls = calls;
        this.contention = contention;
    }

    Optional<RunTally> find(RunKey run) {
        return calls.find(LedgerKeys.ofRun(run))
                .map(item -> RunItem.read(run, item).value());
    }

    /** A run's tally with its version; unheard of, and of version 0, where it has no item. */
    Versioned<RunTally> read(RunKey run, Instant at) {
        return versioned(run, calls.find(LedgerKeys.ofRun(run)).orElse(Map.of()), at);
    }

    private static Versioned<RunTally> versioned(RunKey run, Map<String, AttributeValue> item, Instant at) {
        return item.isEmpty() ? new Versioned<>(RunTally.unheard(run, at), 0) : RunItem.read(run, item);
    }

    RunUpdate change(RunKey run, RunChange change, Instant at) {
        String done = "Writing to run " + run + " in ledger table '" + calls.table() + "'";
        if (change instanceof RunChange.Duplicates duplicates) {
            Written added = contention.settle(done, () -> Optional.of(add(run, duplicates)));
            if (added.applied()) {
                return new RunUpdate(true, RunItem.read(run, added.item()).value());
            }
        }
        Overtaken overtaken = new Overtaken(read(run, at));
        return contention.settle(done, () -> replace(overtaken, change, at));
    }

    /** Adds without a read, as whoever adds meets no condition but that there is an item. */
    private Written add(RunKey run, RunChange.Duplicates duplicates) {
        return calls.update(UpdateItemRequest.builder()
                .key(LedgerKeys.ofRun(run))
                .updateExpression("ADD #duplicates :more, #version :one")
                .conditionExpression("attribute_exists(#pk)")
                .expressionAttributeNames(Map.of(
                        "#duplicates", RunItem.DUPLICATES, "#version", RunItem.VERSION, "#pk", LedgerTable.PARTITION))
                .expressionAttributeValues(
                        Map.of(":more", Attributes.number(duplicates.more()), ":one", Attributes.number(1))));
    }

    /** What was read last, which is what the others left. */
    private static final class Overtaken {
        Versioned<RunTally> read;

        Overtaken(Versioned<RunTally> read) {
            this.read = read;
        }
    }

    private Optional<RunUpdate> replace(Overtaken overtaken, RunChange change, Instant at) {
        Versioned<RunTally> read = overtaken.read;
        Optional<RunTally> changed = change.on(read.value(), at);
        if (changed.isEmpty()) {
            return Optional.of(new RunUpdate(false, read.value()));
        }
        Map<String, AttributeValue> item = RunItem.of(new Versioned<>(changed.get(), read.version() + 1));
        Written written =
                calls.put(Unchanged.since(read.version(), RunItem.VERSION).putItem(item));
        if (written.applied()) {
            return Optional.of(new RunUpdate(true, changed.get()));
        }
        overtaken.read = versioned(read.value().run(), written.item(), at);
        return Optional.empty();
    }

    Optional<RunKey> findLatestAttempt(String runId) {
        QueryRequest.Builder query = LedgerCalls.rangeQuery(
                        LedgerKeys.partitionOfRun(runId), LedgerKeys.ATTEMPTS, LedgerKeys.ATTEMPTS + LedgerKeys.LAST)
                .scanIndexForward(false)
                .limit(1);
        return calls.page(query, Map.of()).items().stream().findFirst().map(LedgerKeys::runOf);
    }
}
