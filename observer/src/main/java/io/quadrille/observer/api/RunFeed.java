package io.quadrille.observer.api;

import io.quadrille.observer.http.EventSource;
import io.quadrille.observer.http.EventSource.Event;
import io.quadrille.observer.http.HttpProblem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what changed in the ledger: one reader for all of them, which rests while there is none. Who listens
 * slowly costs nobody anything: past a bound it is told to start over. Thread safe.
 *
 * <p>Events: {@code run} with a run as it now stands, {@code gone} with one that is no longer there, {@code reset} where
 * a listener must read everything again, {@code trouble} with a sentence while the ledger cannot be read. Ids are the
 * feed's own mark and a number, so that one of an earlier server is known.
 */
public final class RunFeed implements AutoCloseable {
    static final int QUEUED = 64;
    private static final int REMEMBERED = 512;
    private static final int MOST_WATCHED = 200;
    /** A thousand pages are told, and ask for more, five seconds later: they are not to take the machine from the run. */
    private static final long MILLIS_PER_LISTENER = 5;

    private static final Logger LOG = LoggerFactory.getLogger(RunFeed.class);

    private final Ledger ledger;
    private final String mark;
    private final Duration interval;
    private final Function<RuntimeException, Optional<HttpProblem>> known;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicInteger polls = new AtomicInteger();
    private final Thread reader = new Thread(this::read, "quadrille-feed");
    private final Deque<Event> told = new ArrayDeque<>();
    private final Map<String, String> standing = new LinkedHashMap<>();
    private @Nullable String trouble;
    private long number;
    private volatile boolean closed;

    /** Where a feed reads. */
    public interface Ledger {
        /** The latest runs by id, each as one line of JSON. */
        Map<String, String> latest();

        /** A run as one line of JSON; empty if there is none. */
        Optional<String> find(String run);
    }

    /**
     * @param mark tells this feed from those before it, such as the time of its start
     * @param interval from one reading to the next, and a little more for each that listens
     */
    public RunFeed(
            Ledger ledger, String mark, Duration interval, Function<RuntimeException, Optional<HttpProblem>> known) {
        this.ledger = ledger;
        this.mark = mark;
        this.interval = interval;
        this.known = known;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * A new listener: first told what it missed since, or {@code reset}.
     *
     * @param lastHeard the id of the last event it heard
     * @param run a run to be told of though it is not among the latest; null for none
     */
    public EventSource listen(Optional<String> lastHeard, @Nullable String run) {
        Listener listener = new Listener(run);
        synchronized (this) {
            missed(lastHeard).forEach(listener::offer);
            listeners.add(listener);
            notifyAll();
        }
        return listener;
    }

    /** How many listen. */
    public int listeners() {
        return listeners.size();
    }

    /** How often the ledger was read. */
    int polls() {
        return polls.get();
    }

    private List<Event> missed(Optional<String> lastHeard) {
        String prefix = mark + "-";
        if (lastHeard.isPresent() && lastHeard.get().startsWith(prefix)) {
            long last = parse(lastHeard.get().substring(prefix.length()));
            long oldest = number - told.size();
            if (last >= oldest && last <= number) {
                return new ArrayList<>(told).subList((int) (last - oldest), told.size());
            }
        }
        return List.of(event("reset", "{}"));
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Event event(String name, String data) {
        return new Event(mark + "-" + number, name, data);
    }

    private void read() {
        try {
            while (!closed) {
                synchronized (this) {
                    while (listeners.isEmpty() && !closed) {
                        wait();
                    }
                }
                poll();
                Thread.sleep(interval.toMillis() + listeners.size() * MILLIS_PER_LISTENER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads once and tells what differs. */
    private void poll() {
        polls.incrementAndGet();
        try {
            Map<String, String> now = new LinkedHashMap<>(ledger.latest());
            for (String run : watched()) {
                if (!now.containsKey(run)) {
                    ledger.find(run).ifPresent(json -> now.put(run, json));
                }
            }
            tellChanges(now);
            tellTrouble(null);
        } catch (RuntimeException e) {
            String sentence = known.apply(e).map(HttpProblem::sentence).orElse(null);
            if (sentence == null) {
                LOG.error("the ledger could not be read", e);
                sentence = "The ledger cannot be read (" + e.getClass().getName() + ").";
            }
            tellTrouble(sentence);
        }
    }

    private Set<String> watched() {
        Set<String> watched = new LinkedHashSet<>();
        for (Listener listener : listeners) {
            if (listener.run != null && watched.size() < MOST_WATCHED) {
                watched.add(listener.run);
            }
        }
        return watched;
    }

    private synchronized void tellChanges(Map<String, String> now) {
        now.forEach((run, json) -> {
            if (!json.equals(standing.put(run, json))) {
                tell("run", json);
            }
        });
        for (String run : List.copyOf(standing.keySet())) {
            if (!now.containsKey(run)) {
                standing.remove(run);
                if (ledger.find(run).isEmpty()) {
                    tell("gone", "{\"run\":" + Json.write(run) + "}");
                }
            }
        }
    }

    private synchronized void tellTrouble(@Nullable String sentence) {
        if (sentence != null && !sentence.equals(trouble)) {
            tell("trouble", "{\"detail\":" + Json.write(sentence) + "}");
        } else if (sentence == null && trouble != null) {
            tell("reset", "{}");
        }
        trouble = sentence;
    }

    private void tell(String name, String data) {
        number++;
        Event event = event(name, data);
        told.addLast(event);
        if (told.size() > REMEMBERED) {
            told.removeFirst();
        }
        listeners.forEach(listener -> listener.offer(event));
    }

    private synchronized Event reset() {
        return event("reset", "{}");
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }

    /** Waits for the reader to end, once it is closed. */
    void join() {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One who listens, and what it has yet to be told. */
    private final class Listener implements EventSource {
        private final @Nullable String run;
        private final Deque<Event> queue = new ArrayDeque<>();
        private boolean behind;

        Listener(@Nullable String run) {
            this.run = run;
        }

        /** Never waits. */
        synchronized void offer(Event event) {
            if (queue.size() >= QUEUED) {
                queue.clear();
                behind = true;
            }
            queue.addLast(event);
            notifyAll();
        }

        @Override
        public Optional<Event> next(Duration patience) throws InterruptedException {
            synchronized (this) {
                if (queue.isEmpty()) {
                    wait(patience.toMillis());
                }
                if (!behind) {
                    return Optional.ofNullable(queue.pollFirst());
                }
                behind = false;
                queue.clear();
            }
            return Optional.of(reset());
        }

        @Override
        public List<Event> now() {
            poll();
            synchronized (this) {
                List<Event> events = List.copyOf(queue);
                queue.clear();
                return events;
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
