package io.quadrille.aws.ledger;

import io.quadrille.aws.ledger.LedgerCalls.Written;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.RunRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Registrations in the ledger's table, an item each, beside their runs' items. Thread safe. */
public final class DynamoDbRunRegistry implements RunRegistry {
    private static final String PIPELINE = "pipeline";
    private static final String BUCKET = "bucket";
    private static final String KEY = "key";
    private static final String VERSION = "version";
    private static final String BYTES = "bytes";
    private static final String SOURCE_TIME = "source_time";
    private static final String SEQUENCER = "sequencer";
    private static final String DATA_KEY = "data_key";
    private static final String LAUNCHES = "launches";

    private final LedgerCalls calls;

    public DynamoDbRunRegistry(DynamoDbClient dynamoDb, LedgerTable table) {
        calls = new LedgerCalls(dynamoDb, table);
    }

    @Override
    public Registration register(Registration proposed) {
        Written written = calls.put(Unchanged.ABSENT.putItem(item(proposed)));
        return written.applied() ? proposed : read(proposed.run(), written.item());
    }

    @Override
    public Optional<Registration> find(RunKey run) {
        return calls.find(LedgerKeys.ofAttempt(LedgerKeys.REGISTRATIONS, run)).map(item -> read(run, item));
    }

    @Override
    public OptionalInt latestAttempt(String run) {
        QueryRequest.Builder query = LedgerCalls.rangeQuery(
                        LedgerKeys.partitionOfRun(run),
                        LedgerKeys.REGISTRATIONS,
                        LedgerKeys.REGISTRATIONS + LedgerKeys.LAST)
                .scanIndexForward(false)
                .limit(1);
        return calls.page(query, Map.of()).items().stream()
                .mapToInt(LedgerKeys::attemptOf)
                .findFirst();
    }

    /**
     * Counts one more launch of an attempt's extract. A call that is repeated because its answer was lost counts twice.
     *
     * @return how many there were with this one, from 1
     * @throws io.quadrille.handlers.ports.RetryableFailure if the store does not answer
     */
    public int countLaunch(RunKey run) {
        Written counted = calls.update(UpdateItemRequest.builder()
                .key(LedgerKeys.ofAttempt(LedgerKeys.LAUNCHES, run))
                .updateExpression("ADD #launches :one")
                .expressionAttributeNames(Map.of("#launches", LAUNCHES))
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
        return (int) Attributes.number(counted.item(), LAUNCHES);
    }

    private static Map<String, AttributeValue> item(Registration registration) {
        SourceObject source = registration.source();
        Map<String, AttributeValue> item =
                new HashMap<>(LedgerKeys.ofAttempt(LedgerKeys.REGISTRATIONS, registration.run()));
        item.put(PIPELINE, AttributeValue.fromS(registration.run().pipeline()));
        item.put(BUCKET, AttributeValue.fromS(source.bucket()));
        item.put(KEY, AttributeValue.fromS(source.key()));
        item.put(VERSION, AttributeValue.fromS(source.version()));
        item.put(BYTES, Attributes.number(source.bytes()));
        item.put(SOURCE_TIME, AttributeValue.fromS(registration.sourceTime().toString()));
        put(item, SEQUENCER, registration.sequencer());
        put(item, DATA_KEY, registration.dataKey());
        return item;
    }

    private static void put(Map<String, AttributeValue> item, String attribute, @Nullable String value) {
        if (value != null) {
            item.put(attribute, AttributeValue.fromS(value));
        }
    }

    private static Registration read(RunKey run, Map<String, AttributeValue> item) {
        return new Registration(
                new RunKey(Attributes.text(item, PIPELINE), run.run(), run.attempt()),
                new SourceObject(
                        Attributes.text(item, BUCKET),
                        Attributes.text(item, KEY),
                        Attributes.text(item, VERSION),
                        Attributes.number(item, BYTES)),
                Instant.parse(Attributes.text(item, SOURCE_TIME)),
                textIfAny(item, SEQUENCER),
                textIfAny(item, DATA_KEY));
    }

    private static @Nullable String textIfAny(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        return value == null ? null : value.s();
    }
}
