package io.quadrille.aws.stage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A port whose adapter is made by the first call: most entry points call two or three of them, and each AWS client that an
 * adapter brings with it takes some 60 ms of a function's start. Thread safe.
 */
final class LazyPort<P> implements InvocationHandler {
    private final Supplier<? extends P> opening;
    private volatile @Nullable P opened;

    private LazyPort(Supplier<? extends P> opening) {
        this.opening = opening;
    }

    /** @param port an interface */
    static <P> P of(Class<P> port, Supplier<? extends P> opening) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, new LazyPort<P>(opening)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(open(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private P open() {
        P adapter = opened;
        return adapter == null ? openOnce() : adapter;
    }

    private synchronized P openOnce() {
        P adapter = opened;
        if (adapter == null) {
            adapter = opening.get();
            opened = adapter;
        }
        return adapter;
    }
}
