package io.quadrille.loadtests.flow;

import io.quadrille.local.stage.HomeView;
import io.quadrille.observer.api.ObserverApi;
import io.quadrille.observer.http.Guard;
import io.quadrille.observer.http.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The observer's server on a home, as {@code quadrille serve} has it, on 127.0.0.1. */
final class HomePage implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(400);

    private final LocalServer server;
    private @Nullable HomeView home;
    private @Nullable ObserverApi api;

    /** Takes a port; who asks there waits until it is opened. */
    HomePage() throws IOException {
        server = LocalServer.bind(0);
    }

    /** Answers from now on. @param folder of a home that is there */
    void open(Path folder) throws IOException {
        HomeView view = HomeView.open(folder);
        home = view;
        ObserverApi answering = new ObserverApi(
                view.queries(),
                null,
                new ObserverApi.About("home of a measurement", "measured", false),
                POLL_INTERVAL,
                problem -> Optional.empty());
        api = answering;
        String token = Guard.newToken(new SecureRandom());
        server.start(answering.handler(Guard.ofMachine(server.port(), token), token));
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (api != null) {
            api.close();
        }
        if (home != null) {
            home.close();
        }
    }
}
