package io.quadrille.observer.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cuts off clients that take nothing: a write that has blocked for long fails. Thread safe. */
final class StuckWriters implements AutoCloseable {
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final long patienceNanos;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "quadrille-http-sweeper");
        thread.setDaemon(true);
        return thread;
    });

    StuckWriters(Duration patience) {
        this.patienceNanos = patience.toNanos();
        long periodNanos = patienceNanos / 6;
        sweeper.scheduleWithFixedDelay(this::sweep, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    }

    OutputStream watch(OutputStream out) {
        Watched stream = new Watched(out);
        watched.add(stream);
        return stream;
    }

    private void sweep() {
        long now = System.nanoTime();
        watched.forEach(stream -> stream.cutIfStuck(now));
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }

    /** A write that fails or is interrupted closes the connection, which closing its stream would try to end in order. */
    void breakOff(OutputStream out) {
        Thread.currentThread().interrupt();
        try {
            out.write(0);
            out.flush();
        } catch (IOException e) {
            // As it should: the channel is closed by the interrupt.
        } finally {
            Thread.interrupted();
            watched.remove(out);
        }
    }

    /** A stream that says since when a write is under way. Written to by one thread. */
    private final class Watched extends FilterOutputStream {
        private @Nullable Thread writer;
        private long since;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begin();
            try {
                out.write(bytes, offset, length);
            } finally {
                end();
            }
        }

        @Override
        public void flush() throws IOException {
            begin();
            try {
                out.flush();
            } finally {
                end();
            }
        }

        @Override
        public void close() throws IOException {
            watched.remove(this);
            out.close();
        }

        private synchronized void begin() {
            since = System.nanoTime();
            writer = Thread.currentThread();
        }

        private synchronized void end() {
            writer = null;
        }

        /** An interrupt closes the channel that the thread writes to (InterruptibleChannel). */
        synchronized void cutIfStuck(long now) {
            if (writer != null && now - since > patienceNanos) {
                writer.interrupt();
                since = now;
            }
        }
    }
}
