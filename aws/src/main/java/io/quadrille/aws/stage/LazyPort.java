package io.quadrille.aws.stage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A port whose adapter is made by the first call: most entry points call two or three of them, and each AWS client that an
 * adapter brings with it takes some 60 ms of a function's start. Thread safe.
 *
 * @param <P> the port, an interface
 * @param <A> its adapter
 */
final class LazyPort<P, A extends P> implements InvocationHandler, AutoCloseable {
    private final P port;
    private final Supplier<A> opening;
    private final Consumer<? super A> closing;
    private volatile @Nullable A opened;
    private boolean closed;

    private LazyPort(Class<P> type, Supplier<A> opening, Consumer<? super A> closing) {
        this.opening = opening;
        this.closing = closing;
        this.port = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
    }

    /** A port whose adapter holds nothing that ends. */
    static <P, A extends P> P of(Class<P> type, Supplier<A> opening) {
        return closing(type, opening, nothing -> {}).port;
    }

    /** A port whose adapter, if it was ever made, ends with it. @param closing how */
    static <P, A extends P> LazyPort<P, A> closing(Class<P> type, Supplier<A> opening, Consumer<? super A> closing) {
        return new LazyPort<>(type, opening, closing);
    }

    /** What is called; it may be passed on before anything is made. */
    P port() {
        return port;
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

    private A open() {
        A adapter = opened;
        return adapter == null ? openOnce() : adapter;
    }

    private synchronized A openOnce() {
        A adapter = opened;
        if (adapter == null) {
            if (closed) {
                throw new IllegalStateException("called after its pipeline was closed");
            }
            adapter = opening.get();
            opened = adapter;
        }
        return adapter;
    }

    /** Ends the adapter if there is one; from here on none is made. */
    @Override
    public synchronized void close() {
        A adapter = opened;
        if (adapter != null && !closed) {
            closing.accept(adapter);
        }
        closed = true;
    }
}
