package io.quadrille.cli;

import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.local.sqlite.HomeUnusable;
import io.quadrille.local.sqlite.NoHome;
import io.quadrille.observer.api.ObserverApi;
import io.quadrille.observer.http.Guard;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.LocalServer;
import io.quadrille.observer.operator.CannotAmend;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.Optional;

/** The page and the API of a home or a deployment, on a port of this machine. Thread safe. */
final class PageServer implements AutoCloseable {
    private static final int MOST_PORT = 65_535;

    private final LocalServer server;
    private final ObserverApi api;
    private final ViewOperator operator;

    private PageServer(LocalServer server, ObserverApi api, ViewOperator operator) {
        this.server = server;
        this.api = api;
        this.operator = operator;
    }

    /** @throws picocli.CommandLine.ParameterException if there can be no such port */
    static void requirePort(int port, DeploymentOptions place) {
        if (port < 0 || port > MOST_PORT) {
            throw place.misused("--port " + port + " is no port; expected a number from 0 to " + MOST_PORT + ".");
        }
    }

    /**
     * Answers from now on.
     *
     * @param kept events of the view's runs
     * @param port 0 for any that is free
     * @throws Refusal if somebody else has the port
     */
    static PageServer open(View view, KeptEvents kept, int port) throws IOException {
        LocalServer server;
        try {
            server = LocalServer.bind(port);
        } catch (BindException e) {
            throw Refusal.failure("Port " + port + " of 127.0.0.1 is taken, perhaps by another 'quadrille serve'. Name"
                    + " another with --port, or --port 0 for any that is free.");
        }
        ViewOperator operator = view.operator(kept.archive());
        ObserverApi api = new ObserverApi(
                view.queries(kept.log()),
                operator,
                new ObserverApi.About(view.place(), Version.text(), !kept.isEmpty()),
                view.pollInterval(),
                PageServer::known);
        String token = Guard.newToken(new SecureRandom());
        server.start(api.handler(Guard.ofMachine(server.port(), token), token));
        return new PageServer(server, api, operator);
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Says where the page is: the one line that scripts wait for. */
    void tell(Terminal terminal) throws IOException {
        terminal.printLine("page: " + url());
        terminal.out().flush();
    }

    /** What failures of the stores beneath mean: they pass, or somebody must act. */
    private static Optional<HttpProblem> known(RuntimeException failure) {
        if (failure instanceof RetryableFailure
                || failure instanceof PermanentFailure
                || failure instanceof HomeUnusable
                || failure instanceof NoHome) {
            return Optional.of(new HttpProblem(503, TextTable.visible(String.valueOf(failure.getMessage()))));
        } else if (failure instanceof CannotAmend cannot) {
            return Optional.of(new HttpProblem(409, cannot.sentence()));
        } else if (failure instanceof Refusal refusal) {
            return Optional.of(new HttpProblem(409, refusal.sentence()));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        server.close();
        api.close();
        operator.close();
    }
}
