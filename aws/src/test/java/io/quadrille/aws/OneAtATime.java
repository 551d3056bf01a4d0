package io.quadrille.aws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** moto checks a condition and writes in two moves, with nothing to keep two calls apart; DynamoDB in one. */
public final class OneAtATime {
    private OneAtATime() {}

    /** A client that lets a call begin when the one before it has ended. */
    public static DynamoDbClient of(DynamoDbClient dynamoDb) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                OneAtATime.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    synchronized (dynamoDb) {
                        try {
                            return method.invoke(dynamoDb, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }
}
