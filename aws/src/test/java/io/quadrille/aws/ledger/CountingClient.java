package io.quadrille.aws.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A client that can be overtaken, and notes what each call was and what each UpdateItem cost. */
final class CountingClient {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Double> units = Collections.synchronizedList(new ArrayList<>());
    final DynamoDbClient client;
    /** What others do before a call, by the call's name. */
    Consumer<String> before = call -> {};

    CountingClient(DynamoDbClient dynamoDb) {
        client = (DynamoDbClient) Proxy.newProxyInstance(
                CountingClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, all) -> {
                    calls.add(method.getName());
                    before.accept(method.getName());
                    if (all != null && all[0] instanceof UpdateItemRequest update) {
                        all[0] = update.toBuilder()
                                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                                .build();
                    }
                    try {
                        Object response = method.invoke(dynamoDb, all);
                        if (response instanceof UpdateItemResponse updated) {
                            units.add(updated.consumedCapacity().capacityUnits());
                        }
                        return response;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
