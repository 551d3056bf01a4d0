package io.quadrille.aws.ledger;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The condition that an item is as it was read: absent, or of the same version. */
record Unchanged(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
    static final Unchanged ABSENT =
            new Unchanged("attribute_not_exists(#pk)", Map.of("#pk", LedgerTable.PARTITION), Map.of());

    static Unchanged since(long version, String versionAttribute) {
        return version == 0
                ? ABSENT
                : new Unchanged(
                        "#version = :read",
                        Map.of("#version", versionAttribute),
                        Map.of(":read", AttributeValue.fromN(Long.toString(version))));
    }

    Put put(String table, Map<String, AttributeValue> item) {
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(expression)
                .expressionAttributeNames(names);
        return values.isEmpty()
                ? put.build()
                : put.expressionAttributeValues(values).build();
    }

    PutItemRequest.Builder putItem(Map<String, AttributeValue> item) {
        PutItemRequest.Builder put = PutItemRequest.builder()
                .item(item)
                .conditionExpression(expression)
                .expressionAttributeNames(names);
        return values.isEmpty() ? put : put.expressionAttributeValues(values);
    }

    ConditionCheck check(String table, Map<String, AttributeValue> key) {
        ConditionCheck.Builder check = ConditionCheck.builder()
                .tableName(table)
                .key(key)
                .conditionExpression(expression)
                .expressionAttributeNames(names);
        return values.isEmpty()
                ? check.build()
                : check.expressionAttributeValues(values).build();
    }
}
