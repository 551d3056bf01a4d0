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
        item.put("records", Attributes.number(fact.records()));
        item.put("first_line", Attributes.number(fact.firstLine()));
        item.put("last_line", Attributes.number(fact.lastLine()));
        item.put("reason", AttributeValue.fromS(fact.reason()));
        item.put("message", AttributeValue.fromS(fact.message()));
        item.put("receives", Attributes.number(fact.receives()));
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
                Attributes.number(item, "records"),
                Attributes.number(item, "first_line"),
                Attributes.number(item, "last_line"),
                Attributes.text(item, "reason"),
                Attributes.text(item, "message"),
                (int) Attributes.number(item, "receives"));
        return new DeadLetter(fact, Instant.parse(Attributes.text(item, "at")));
    }
}
