package io.quadrille.contracts.endpoint;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** An endpoint that is up. @param end of what was started for it */
record RunningEndpoint(URI url, Runnable end) implements AutoCloseable {
    /** Starts an endpoint of a kind. */
    interface Starter {
        RunningEndpoint start(EndpointKind kind) throws IOException;
    }

    /**
     * Starts the first that can be started.
     *
     * @param kinds at least one
     * @param told a line for each that could not be, unless it is the last
     * @throws IOException why the last could not be
     */
    static RunningEndpoint first(List<EndpointKind> kinds, Starter starter, Consumer<String> told) throws IOException {
        for (EndpointKind kind : kinds.subList(0, kinds.size() - 1)) {
            try {
                return starter.start(kind);
            } catch (IOException e) {
                told.accept(kind + " did not start, so that the next is tried: " + e.getMessage());
            }
        }
        return starter.start(kinds.get(kinds.size() - 1));
    }

    @Override
    public void close() {
        end.run();
    }
}
