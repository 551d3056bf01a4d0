package io.quadrille.loadtests.flow;

import io.quadrille.local.stage.HomeView;
import io.quadrille.observer.api.ObserverApi;
import io.quadrille.observer.http.Guard;
import io.quadrille.observer.http.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The observer's server on a home, as {@code quadrille serve} has it, with pages that listen to its feed and, told of a
 * change, ask for the run and its series; and with clients that ask for the run again and again.
 */
final class PageOnlookers implements Onlookers {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(400);

    private final HomeView home;
    private final LocalServer server;
    private final ObserverApi api;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> micros = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final String run;
    private final long begun = System.nanoTime();
    private volatile boolean closed;

    /**
     * Begins to look on.
     *
     * @param pages that listen to the feed
     * @param clients that ask without a pause
     */
    PageOnlookers(Path folder, String run, int pages, int clients) throws IOException {
        this.run = run;
        home = HomeView.open(folder);
        server = LocalServer.bind(0);
        api = new ObserverApi(
                home.queries(),
                null,
                new ObserverApi.About("home of a measurement", "measured", false),
                POLL_INTERVAL,
                problem -> Optional.empty());
        String token = Guard.newToken(new SecureRandom());
        server.start(api.handler(Guard.ofMachine(server.port(), token), token));
        for (int i = 0; i < pages; i++) {
            start(this::listen);
        }
        for (int i = 0; i < clients; i++) {
            start(this::askAgainAndAgain);
        }
    }

    /** What an onlooker does, until it is closed. */
    @FunctionalInterface
    private interface Looking {
        void run() throws IOException, InterruptedException;
    }

    private void start(Looking looking) {
        Thread thread = new Thread(
                () -> {
                    try {
                        looking.run();
                    } catch (IOException | RuntimeException e) {
                        if (!closed) {
                            failure.compareAndSet(null, e);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "onlooker-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
    }

    private void listen() throws IOException, InterruptedException {
        HttpResponse<Stream<String>> feed = client.send(request("/api/events?run=" + run), BodyHandlers.ofLines());
        try (Stream<String> lines = feed.body()) {
            for (Iterator<String> each = lines.iterator(); !closed && each.hasNext(); ) {
                if (each.next().startsWith("event:")) {
                    told.incrementAndGet();
                    ask("/api/runs/" + run);
                    ask("/api/runs/" + run + "/series");
                }
            }
        }
    }

    private void askAgainAndAgain() throws IOException, InterruptedException {
        while (!closed) {
            ask("/api/runs/" + run);
        }
    }

    /** A run that has only just begun may not be known yet. */
    private void ask(String path) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        HttpResponse<String> answer = client.send(request(path), BodyHandlers.ofString());
        if (answer.statusCode() != 200 && answer.statusCode() != 404) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        micros.add((System.nanoTime() - asked) / 1_000);
    }

    @Override
    public String note() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("an onlooker was not answered", failed);
        }
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        if (told.get() == 0 && sorted.length == 0) {
            throw new IllegalStateException("nobody who looked on was told or answered anything");
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return "%,d changes told; %,d answers, %,.0f a second, median %.1f ms, 99th %.1f ms"
                .formatted(
                        told.get(),
                        sorted.length,
                        sorted.length / seconds,
                        percentile(sorted, 0.5),
                        percentile(sorted, 0.99));
    }

    private static double percentile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))] / 1_000.0;
    }

    @Override
    public void close() {
        closed = true;
        server.close();
        api.close();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            home.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("the home that was looked at cannot be closed", e);
        }
    }
}
