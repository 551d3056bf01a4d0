package io.quadrille.aws.ledger;

import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.DeadLetter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Dead letters, as an item per chunk and step. Thread safe. */
final class DeadLetterItems {
    private final LedgerCalls calls;

    DeadLetterItems(LedgerCalls calls) {
        this.calls = calls;
    }

    void put(DeadLetter letter) {
        Fact.RecordsDeadLettered fact = letter.fact();
        Map<String, AttributeValue> item = new HashMap<>(LedgerKeys.ofDeadLetter(fact.key()));
        item.put("records", RunItem.number(fact.records()));
        item.put("first_line", RunItem.number(fact.firstLine()));
        item.put("last_line", RunItem.number(fact.lastLine()));
        item.put("reason", AttributeValue.fromS(fact.reason()));
        item.put("message", AttributeValue.fromS(fact.message()));
        item.put("receives", RunItem.number(fact.receives()));
        item.put("at", AttributeValue.fromS(letter.at().toString()));
        calls.put(PutItemRequest.builder().item(item));
    }

    List<DeadLetter> read(RunKey run) {
        return calls
                .range(
                        LedgerKeys.partitionOfAttempt(run),
                        LedgerKeys.DEAD_LETTERS,
                        LedgerKeys.DEAD_LETTERS + LedgerKeys.LAST)
                .stream()
                .map(item -> read(run, item))
                .toList();
    }

    private static DeadLetter read(RunKey run, Map<String, AttributeValue> item) {
        Fact.RecordsDeadLettered fact = new Fact.RecordsDeadLettered(
                LedgerKeys.chunkOf(run, item),
                number(item, "records"),
                number(item, "first_line"),
                number(item, "last_line"),
                item.get("reason").s(),
                item.get("message").s(),
                (int) number(item, "receives"));
        return new DeadLetter(fact, Instant.parse(item.get("at").s()));
    }

    private static long number(Map<String, AttributeValue> item, String attribute) {
        return Long.parseLong(item.get(attribute).n());
    }
}
