package io.quadrille.aws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Every request that clients make. Thread safe. */
public final class RecordedCalls implements ExecutionInterceptor {
    private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        requests.add(context.request());
    }

    /** The requests of one operation, in order. */
    public <R extends SdkRequest> List<R> of(Class<R> operation) {
        return requests.stream()
                .filter(operation::isInstance)
                .map(operation::cast)
                .toList();
    }

    /** The names of the operations, in order. */
    public List<String> operations() {
        return requests.stream()
                .map(request -> request.getClass().getSimpleName().replace("Request", ""))
                .toList();
    }
}
