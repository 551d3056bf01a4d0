package io.quadrille.loadtests.endpoint;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts calls as they are sent, retries included. Thread safe. */
final class CallCounter implements ExecutionInterceptor {
    private final ConcurrentMap<String, Long> calls = new ConcurrentHashMap<>();

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        calls.merge(
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + " "
                        + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                1L,
                Long::sum);
    }

    void clear() {
        calls.clear();
    }

    /** By service and operation, such as {@code DynamoDb UpdateItem}. */
    Map<String, Long> calls() {
        return new TreeMap<>(calls);
    }
}
