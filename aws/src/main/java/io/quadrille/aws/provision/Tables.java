package io.quadrille.aws.provision;

import io.quadrille.aws.NotSetUp;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** The DynamoDB tables of load steps: pay per request, keyed by the record's columns (N for integers, else S). */
final class Tables {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
    private static final String PERMISSIONS = "dynamodb:DescribeTable and dynamodb:CreateTable";

    private final DynamoDbClient dynamoDb;
    private final Making making;

    Tables(DynamoDbClient dynamoDb, Making making) {
        this.dynamoDb = dynamoDb;
        this.making = making;
    }

    /** @throws NotSetUp if a table of that name is there with another key, or DynamoDB allows no such name */
    void make(Deployment deployment, LoadStep<?> load) {
        String name = deployment.table(load.table().name());
        String resource = "table '" + name + "'";
        if (!NAME.matcher(name).matches()) {
            throw new NotSetUp("Step '" + load.name() + "' loads " + resource
                    + ", which cannot be a DynamoDB table: expected 3 to 255 letters, digits, dots, dashes and"
                    + " underscores. Name the step's table otherwise.");
        }
        List<KeySchemaElement> schema = new ArrayList<>();
        List<AttributeDefinition> attributes = new ArrayList<>();
        for (String key : load.table().keys()) {
            KeyType role = schema.isEmpty() ? KeyType.HASH : KeyType.RANGE;
            schema.add(
                    KeySchemaElement.builder().attributeName(key).keyType(role).build());
            attributes.add(AttributeDefinition.builder()
                    .attributeName(key)
                    .attributeType(typeOf(load, key))
                    .build());
        }
        Optional<TableDescription> found =
                making.find(resource, PERMISSIONS, () -> dynamoDb.describeTable(request -> request.tableName(name))
                        .table());
        if (found.isPresent()) {
            requireKey(resource, found.get(), schema, attributes);
            return;
        }
        making.tell("table " + name);
        making.call(
                resource,
                PERMISSIONS,
                () -> dynamoDb.createTable(request -> request.tableName(name)
                        .keySchema(schema)
                        .attributeDefinitions(attributes)
                        .billingMode(BillingMode.PAY_PER_REQUEST)));
        try (DynamoDbWaiter waiter = dynamoDb.waiter()) {
            making.call(resource, PERMISSIONS, () -> waiter.waitUntilTableExists(request -> request.tableName(name)));
        }
    }

    private static ScalarAttributeType typeOf(LoadStep<?> load, String key) {
        boolean integer = load.from().layoutFor(load.table().keys()).fields().stream()
                .filter(field -> field.name().equals(key))
                .map(Field::kind)
                .anyMatch(kind -> kind == FieldKind.INTEGER);
        return integer ? ScalarAttributeType.N : ScalarAttributeType.S;
    }

    private static void requireKey(
            String resource,
            TableDescription found,
            List<KeySchemaElement> schema,
            List<AttributeDefinition> attributes) {
        Map<String, ScalarAttributeType> types = new HashMap<>();
        found.attributeDefinitions().forEach(each -> types.put(each.attributeName(), each.attributeType()));
        boolean same = found.keySchema().equals(schema)
                && attributes.stream().allMatch(each -> each.attributeType() == types.get(each.attributeName()));
        if (!same) {
            throw new NotSetUp("Setting up " + resource + ": it is there, keyed otherwise than by "
                    + attributes.stream()
                            .map(each -> each.attributeName() + " (" + each.attributeType() + ")")
                            .toList() + ". Remove it if nothing needs it, name the step's table otherwise, or deploy in"
                    + " another size.");
        }
    }
}
