package io.quadrille.simulator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A port whose every call is a place where something may go wrong. */
final class FaultyPort implements InvocationHandler {
    /** Asked of the port itself, not of what is behind it. */
    private static final Set<String> LOCAL = Set.of("maxEntryBytes", "toString", "hashCode", "equals");

    private final World world;
    private final String name;
    private final Object target;
    private final Map<String, String> calls = new HashMap<>();

    private FaultyPort(World world, String name, Object target) {
        this.world = world;
        this.name = name;
        this.target = target;
    }

    static <T> T of(Class<T> port, T target, String name, World world) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, new FaultyPort(world, name, target)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        String called = method.getName();
        if (LOCAL.contains(called)) {
            return invoke(method, arguments);
        }
        if (called.equals("inBatch") && arguments != null && arguments[0] instanceof Supplier<?> work) {
            return work.get(); // each of its writes is one call, as on DynamoDB
        }
        return world.call(
                calls.computeIfAbsent(called, method1 -> name + "." + method1), () -> invoke(method, arguments));
    }

    private @Nullable Object invoke(Method method, @Nullable Object @Nullable [] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(name + "." + method.getName() + " threw a checked exception", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(name + "." + method.getName() + " cannot be called", e);
        }
    }
}
