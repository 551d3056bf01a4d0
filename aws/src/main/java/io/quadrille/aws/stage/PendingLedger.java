package io.quadrille.aws.stage;

import java.lang.reflect.Proxy;

/** Stands where the ledger on DynamoDB will. */
final class PendingLedger {
    private PendingLedger() {}

    static <T> T of(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName() + ": no ledger on DynamoDB yet");
                }));
    }
}
