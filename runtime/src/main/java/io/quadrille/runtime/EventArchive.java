package io.quadrille.runtime;

import io.quadrille.events.Envelope;
import java.io.IOException;
import java.util.function.Consumer;

/** Events that were kept as they were published: a captured file. Thread safe. */
public interface EventArchive {
    /** None. */
    EventArchive NONE = new EventArchive() {
        @Override
        public String name() {
            return "no archive";
        }

        @Override
        public void forEach(Consumer<Envelope> action) {}
    };

    /** What messages call it. */
    String name();

    /**
     * Shows every event in it, of whatever run, with its data.
     *
     * @throws IOException if it cannot be read, or not to its end; the message is a sentence
     */
    void forEach(Consumer<Envelope> action) throws IOException;
}
