package io.quadrille.simulator;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A collaborator of which one method is done in another way. */
final class Interception {
    private Interception() {}

    /** What is done in a method's place. */
    @FunctionalInterface
    interface Instead {
        /** @param proceed calls the method as it is */
        @Nullable
        Object of(@Nullable Object[] arguments, Supplier<@Nullable Object> proceed);
    }

    static <T> T of(Class<T> port, T target, String method, Instead instead) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, called, arguments) -> {
                    Supplier<@Nullable Object> proceed = () -> call(called, target, arguments);
                    @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
                    return called.getName().equals(method) ? instead.of(given, proceed) : proceed.get();
                }));
    }

    private static @Nullable Object call(Method method, Object target, @Nullable Object @Nullable [] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(method + " threw a checked exception", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }
}
