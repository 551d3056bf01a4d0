package io.quadrille.loadtests.flow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page that listens to the observer's feed and, told of a change, asks for the run and its series. */
final class PageOnlookers implements Onlookers {
    private static final int SECONDS_TO_CONNECT = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    /** Told of anything, or failed. */
    private final CountDownLatch heard = new CountDownLatch(1);

    private final HomePage page = new HomePage();
    private @Nullable Thread listener;
    private volatile boolean left;

    PageOnlookers() throws IOException {}

    @Override
    public void begin(Path home, String run) throws IOException {
        page.open(home);
        Thread thread = new Thread(() -> look(run), "page");
        thread.setDaemon(true);
        thread.start();
        listener = thread;
    }

    private void look(String run) {
        try {
            listen(run);
        } catch (IOException | RuntimeException e) {
            if (!left) {
                failure.compareAndSet(null, e);
                heard.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(String run) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> feed = client.send(request("/api/events?run=" + run), BodyHandlers.ofLines());
        try (Stream<String> lines = feed.body()) {
            for (Iterator<String> each = lines.iterator(); !left && each.hasNext(); ) {
                if (each.next().startsWith("event:")) {
                    told.incrementAndGet();
                    heard.countDown();
                    ask("/api/runs/" + run);
                    ask("/api/runs/" + run + "/series");
                }
            }
        }
    }

    /** A run that has only just begun may not be known yet. */
    private void ask(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(path), BodyHandlers.ofString());
        if (answer.statusCode() != 200 && answer.statusCode() != 404) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        answered.incrementAndGet();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(page.url() + path)).build();
    }

    @Override
    public void leave() throws IOException {
        awaitFirstWord();
        Exception failed = failure.get();
        close();
        if (failed != null) {
            throw new IllegalStateException("the page was not answered", failed);
        }
        if (told.get() == 0) {
            throw new IllegalStateException("the page that looked on was told nothing");
        }
    }

    /** A run may be over before its page has connected; the feed's first words come with the connection. */
    private void awaitFirstWord() {
        try {
            heard.await(SECONDS_TO_CONNECT, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String note() {
        return "%,d changes told, %,d answers".formatted(told.get(), answered.get());
    }

    @Override
    public void close() throws IOException {
        left = true;
        page.close();
        Thread thread = listener;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
