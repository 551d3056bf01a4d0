package io.quadrille.aws.ledger;

import io.quadrille.aws.AwsFailures;
import io.quadrille.aws.NotSetUp;
import io.quadrille.events.deployment.LedgerSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/**
 * The table that holds the ledger and the registrations of one deployment: its name, key and indexes. All key
 * attributes are text. Both indexes are sparse and hold keys alone, so that they are written only when a run's start or
 * its being open changes, not with each update of its item.
 *
 * @param name the DynamoDB table's
 */
public record LedgerTable(String name) {
    public static final String PARTITION = LedgerSchema.PARTITION_KEY;
    public static final String SORT = LedgerSchema.SORT_KEY;
    /** Where a run stands among all, as {@link LedgerKeys#place} writes it: the sort key of both indexes. */
    public static final String START = LedgerSchema.PLACE;
    /** The index of all runs, and the attribute that is its partition key: the same value in each run's item. */
    public static final String LISTED = LedgerSchema.LISTED;
    /** The index of the runs that are not complete, and its partition key. */
    public static final String OPEN = LedgerSchema.OPEN;

    /** @param prefix what the names of the deployment's tables begin with; may be empty */
    public static LedgerTable ofDeployment(String prefix) {
        return new LedgerTable(prefix + "ledger");
    }

    /** What CreateTable is to be told: pay per request. */
    public CreateTableRequest definition() {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Stream.of(PARTITION, SORT, LISTED, OPEN, START)
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(key(PARTITION, SORT))
                .globalSecondaryIndexes(index(LISTED), index(OPEN))
                .build();
    }

    private static GlobalSecondaryIndex index(String partition) {
        return GlobalSecondaryIndex.builder()
                .indexName(partition)
                .keySchema(key(partition, START))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build();
    }

    private static List<KeySchemaElement> key(String partition, String sort) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(partition)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(sort)
                        .keyType(KeyType.RANGE)
                        .build());
    }

    /**
     * Creates the table unless it is there, and waits until it is active. May be called any number of times.
     *
     * @return whether it was missing
     * @throws NotSetUp if a table of that name is there that is not a ledger, or the role may not create one
     * @throws io.quadrille.handlers.ports.RetryableFailure if DynamoDB does not answer
     */
    public boolean createIfMissing(DynamoDbClient dynamoDb) {
        try {
            boolean missing = find(dynamoDb).isEmpty();
            if (missing) {
                create(dynamoDb);
            }
            try (DynamoDbWaiter waiter = dynamoDb.waiter()) {
                waiter.waitUntilTableExists(request -> request.tableName(name));
            }
            find(dynamoDb).ifPresent(this::requireLedger);
            return missing;
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Creating ledger table '" + name + "'",
                    e,
                    "This role needs dynamodb:CreateTable and dynamodb:DescribeTable on it.");
        }
    }

    private Optional<TableDescription> find(DynamoDbClient dynamoDb) {
        try {
            return Optional.of(
                    dynamoDb.describeTable(request -> request.tableName(name)).table());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private void create(DynamoDbClient dynamoDb) {
        try {
            dynamoDb.createTable(definition());
        } catch (ResourceInUseException e) {
            // somebody else created it meanwhile: theirs is as good
        }
    }

    private void requireLedger(TableDescription found) {
        List<String> indexes = found.globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .sorted()
                .toList();
        if (!found.keySchema().equals(key(PARTITION, SORT)) || !indexes.equals(List.of(LISTED, OPEN))) {
            throw new NotSetUp("Table '" + name + "' is there but is not a ledger: it must be keyed by " + PARTITION
                    + " (S) and " + SORT + " (S) and have the indexes " + LISTED + " and " + OPEN
                    + ". Choose another prefix, or remove the table if nothing needs it.");
        }
    }
}
