package io.quadrille.simulator.time;

import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Threads that carry a world on while tasks of it are suspended in the middle. Kept for the next suspension, as making
 * one takes longer than handing over. Used by one world at a time; close it when the last has ended.
 */
public final class Carriers implements AutoCloseable {
    private final ArrayDeque<Carrier> idle = new ArrayDeque<>();
    private int made;

    /** Runs the work on a thread of its own; the caller is about to wait. */
    void carry(Runnable work) {
        Carrier carrier;
        synchronized (idle) {
            carrier = idle.poll();
        }
        if (carrier == null) {
            carrier = new Carrier();
            carrier.thread.start();
        }
        carrier.take(work);
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(carrier -> carrier.take(null));
            idle.clear();
        }
    }

    private final class Carrier {
        private final Semaphore called = new Semaphore(0);
        private final Thread thread = new Thread(this::run, "carrier-" + ++made);
        private volatile @Nullable Runnable work;

        Carrier() {
            thread.setDaemon(true);
        }

        void take(@Nullable Runnable next) {
            work = next;
            called.release();
        }

        private void run() {
            called.acquireUninterruptibly();
            for (Runnable next = work; next != null; next = work) {
                next.run();
                synchronized (idle) {
                    idle.push(this);
                }
                called.acquireUninterruptibly();
            }
        }
    }
}
