package io.quadrille.observer.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The events that one listener has yet to be told. Used by one thread; closed by any. */
public interface EventSource extends AutoCloseable {
    /**
     * A server-sent event.
     *
     * @param id what a listener says it heard last
     * @param data one line
     */
    record Event(String id, String name, String data) {
        /** As it stands in a stream of events (HTML standard, section 9.2.6). */
        public String text() {
            return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
        }
    }

    /** The next event; empty if none came in that time. @throws InterruptedException if nobody listens any more */
    Optional<Event> next(Duration patience) throws InterruptedException;

    /** What a listener that asks again and again is told at once. */
    List<Event> now();

    @Override
    void close();
}
