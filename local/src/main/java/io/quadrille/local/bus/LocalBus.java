package io.quadrille.local.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.EventBytes;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.Unspoken;
import io.quadrille.handlers.extract.Credit;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.handlers.ports.Scheduler.Cancellable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bus in memory: every event is serialised, matched by its rules and queued, and each queue delivers at least once,
 * in any order, under its concurrency limit. What works here survives the wire. Thread safe.
 *
 * <p>Holds no thread while nothing is to be done: deliveries, back-off and visibility are entries of the scheduler.
 */
public final class LocalBus implements EventBus, Credit {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBus.class);
    private static final int LONGEST_DETAIL_TYPE = 128;
    /** What an entry's time counts for in its size, beside source, detail-type and detail ("PutEvents entry size"). */
    private static final int TIME_BYTES = 14;

    private final Scheduler scheduler;
    private final InstantSource clock;
    private final BusLimits limits;
    private final BackOff backOff;
    private final RuleSet rules = new RuleSet();
    private final Object lock = new Object();
    // In the order of the steps; of two that could be served the last is, so that chunks are brought to their end.
    private final Map<String, LocalQueue> queues = new LinkedHashMap<>();
    private final List<Consumer<Envelope>> taps = new CopyOnWriteArrayList<>();
    private final Feeders feeders = new Feeders();
    private Runnable whenIdle = () -> {};
    private boolean idleReported = true;
    private int working;
    private int writing;
    private long messages;
    private long bytes;
    private long mostMessages;
    private long mostBytes;

    public LocalBus(Scheduler scheduler, InstantSource clock, BusLimits limits, BackOff backOff) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.limits = limits;
        this.backOff = backOff;
    }

    /**
     * Adds a rule and the queue it feeds.
     *
     * @param deadLetters may throw, a {@link RetryableFailure} or another: then the letter is kept and taken again later
     */
    public void addQueue(Rule rule, StepSettings settings, Delivery.Consumer consumer, DeadLetterTarget deadLetters) {
        add(rule, new LocalQueue(rule.name(), settings, consumer, deadLetters, false));
    }

    /** As {@link #addQueue}, for a consumer that writes to a store: one of the {@link BusLimits#writers()}. */
    public void addWriter(Rule rule, StepSettings settings, Delivery.Consumer consumer, DeadLetterTarget deadLetters) {
        add(rule, new LocalQueue(rule.name(), settings, consumer, deadLetters, true));
    }

    private void add(Rule rule, LocalQueue queue) {
        synchronized (lock) {
            rules.add(rule);
            queues.put(queue.name, queue);
        }
    }

    /** Shows every accepted event, before it is delivered. Add before the first event. */
    public void tap(Consumer<Envelope> tap) {
        taps.add(tap);
    }

    /** Runs the task once each time the last message is done with and nothing is under way. */
    public void whenIdle(Runnable task) {
        synchronized (lock) {
            whenIdle = task;
        }
    }

    /** Whether no message is queued, hidden, being handled or being buried. */
    public boolean isIdle() {
        synchronized (lock) {
            return messages == 0 && working == 0;
        }
    }

    /**
     * The most that stood on a bus: queued, hidden or being handled.
     *
     * @param messages at one moment
     * @param bytes of their bodies at one moment, which need not be the same
     */
    public record Depth(long messages, long bytes) {}

    /** The most that stood on it since it was made. */
    public Depth deepest() {
        synchronized (lock) {
            return new Depth(mostMessages, mostBytes);
        }
    }

    /** Where dead letters of a queue go. */
    @FunctionalInterface
    public interface DeadLetterTarget {
        void record(Delivery letter, String reason);
    }

    @Override
    public int maxEntryBytes() {
        return limits.maxEntryBytes();
    }

    @Override
    public List<PutResult> putEvents(List<Envelope> entries) {
        requireWithinLimits(entries);
        List<PutResult> results = new ArrayList<>(entries.size());
        for (Envelope entry : entries) {
            if (entry.type().length() > LONGEST_DETAIL_TYPE) {
                results.add(new PutResult("detail-type has more than " + LONGEST_DETAIL_TYPE + " characters"));
            } else {
                accept(entry);
                results.add(PutResult.ACCEPTED);
            }
        }
        return results;
    }

    /** A call beyond them is refused whole. */
    private void requireWithinLimits(List<Envelope> entries) {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    entries.size() + " entries in one call; PutEvents takes 1 to " + MAX_ENTRIES);
        }
        long callBytes = 0;
        for (Envelope entry : entries) {
            callBytes += TIME_BYTES + entry.type().length() + entry.pipeline().length() + EnvelopeJson.length(entry);
        }
        if (callBytes > limits.maxEntryBytes()) {
            throw new IllegalArgumentException(
                    "a call of " + callBytes + " bytes; PutEvents takes " + limits.maxEntryBytes());
        }
    }

    private void accept(Envelope entry) {
        taps.forEach(tap -> tap.accept(entry));
        String run = entry.run().toString();
        byte[] attributes = EventBridgeJson.wrapAttributes(entry);
        EventBytes whole = null;
        for (Rule rule : rules.match(new String(attributes, UTF_8), entry.id())) {
            if (!rule.envelopeOnly() && whole == null) {
                whole = EventBridgeJson.wrapInPieces(entry);
            }
            EventBytes body = rule.envelopeOnly() ? EventBytes.of(attributes) : Objects.requireNonNull(whole);
            synchronized (lock) {
                messages++;
                idleReported = false;
                bytes += body.length();
                mostMessages = Math.max(mostMessages, messages);
                mostBytes = Math.max(mostBytes, bytes);
                queue(rule.name()).add(new Message(body, run, clock.instant()));
            }
        }
        serve(false);
    }

    private LocalQueue queue(String name) {
        return Objects.requireNonNull(queues.get(name), name);
    }

    /**
     * Hands out what can be handled now: full batches first, those of the last steps before others; then room for a chunk,
     * which fills them; then what there is.
     *
     * @param lastly whether the caller's task has nothing more to do, so that its thread may take one of them
     */
    private void serve(boolean lastly) {
        List<Runnable> tasks = new ArrayList<>();
        synchronized (lock) {
            while (freePlaces() > 0) {
                LocalQueue due = lastToServe(true);
                if (due == null && bytes < limits.creditBytes() && feeders.anyWaits()) {
                    tasks.add(feeders.callFirst());
                    continue;
                }
                LocalQueue next = due == null ? lastToServe(false) : due;
                if (next == null) {
                    break;
                }
                List<Message> batch = next.takeBatch();
                if (!batch.isEmpty()) {
                    passOverAllBut(next);
                    tasks.add(begin(next, batch));
                }
            }
        }
        for (int i = 0; i < tasks.size(); i++) {
            if (lastly && i == tasks.size() - 1) {
                scheduler.executeNext(tasks.get(i));
            } else {
                scheduler.execute(tasks.get(i));
            }
        }
    }

    /** How many workers are free. Who feeds counts as one, but the last is for batches, even if all feed or died of it. */
    private int freePlaces() {
        return limits.workers() - working - Math.min(feeders.feeding(), limits.workers() - 1);
    }

    private boolean canServe(LocalQueue queue) {
        return queue.canServe() && !(queue.writes && writing >= limits.writers());
    }

    private @Nullable LocalQueue lastToServe(boolean due) {
        LocalQueue last = null;
        for (LocalQueue queue : queues.values()) {
            if (canServe(queue) && (!due || queue.isDue())) {
                last = queue;
            }
        }
        return last;
    }

    private void passOverAllBut(LocalQueue next) {
        for (LocalQueue queue : queues.values()) {
            if (queue != next && canServe(queue)) {
                queue.passOver();
            }
        }
    }

    private Runnable begin(LocalQueue queue, List<Message> batch) {
        working++;
        writing += queue.writes ? 1 : 0;
        queue.begin();
        List<Delivery> deliveries = batch.stream().map(Message::receive).toList();
        return () -> handle(queue, batch, deliveries);
    }

    private void handle(LocalQueue queue, List<Message> batch, List<Delivery> deliveries) {
        Cancellable visibility =
                scheduler.schedule(queue.settings.visibility(), () -> expire(queue, batch, deliveries));
        List<Disposition> dispositions = dispositions(queue, deliveries);
        visibility.cancel();
        synchronized (lock) {
            working--;
            writing -= queue.writes ? 1 : 0;
            queue.end();
        }
        for (int i = 0; i < batch.size(); i++) {
            settle(queue, batch.get(i), deliveries.get(i), dispositions.get(i));
        }
        Runnable idleTask = idleTaskOnce();
        serve(idleTask == null);
        runIfAny(idleTask);
    }

    /** The consumer's; if it fails as no consumer should, all are delivered again, as when a process dies. */
    private List<Disposition> dispositions(LocalQueue queue, List<Delivery> deliveries) {
        try {
            List<Disposition> dispositions = queue.consumer.handle(deliveries);
            if (dispositions.size() != deliveries.size()) {
                throw new IllegalStateException(
                        dispositions.size() + " dispositions for " + deliveries.size() + " deliveries");
            }
            return dispositions;
        } catch (RuntimeException | Error e) {
            LOG.error("queue {}: its consumer failed on a whole batch", queue.name, Unspoken.of(e));
            String reason = "the consumer threw " + e.getClass().getName();
            return deliveries.stream()
                    .<Disposition>map(delivery -> new Retry(backOff.after(delivery.receives()), reason))
                    .toList();
        }
    }

    private void settle(LocalQueue queue, Message message, Delivery delivery, Disposition disposition) {
        if (disposition instanceof Done) {
            remove(message);
        } else if (disposition instanceof Dead dead) {
            giveUp(queue, message, delivery, dead.reason());
        } else if (disposition instanceof Retry retry) {
            retry(queue, message, delivery, retry);
        }
    }

    private void retry(LocalQueue queue, Message message, Delivery delivery, Retry retry) {
        boolean spent;
        synchronized (lock) {
            if (!message.isHeldBy(delivery)) {
                return; // it was shown again meanwhile: a later delivery decides
            }
            spent = message.isSpent();
            if (!spent) {
                message.hide();
            }
        }
        if (spent) {
            giveUp(queue, message, delivery, "gave up after " + delivery.receives() + " deliveries: " + retry.reason());
        } else {
            LOG.debug("queue {}: again in {}: {}", queue.name, retry.backOff(), retry.reason());
            scheduler.schedule(retry.backOff(), () -> showAgain(queue, message));
        }
    }

    private void showAgain(LocalQueue queue, Message message) {
        synchronized (lock) {
            if (message.isHidden()) {
                queue.add(message);
            }
        }
        serve(false);
    }

    /** The visibility time has passed, and the consumer has not answered: others may have the messages. */
    private void expire(LocalQueue queue, List<Message> batch, List<Delivery> deliveries) {
        for (int i = 0; i < batch.size(); i++) {
            Message message = batch.get(i);
            boolean spent;
            synchronized (lock) {
                if (!message.isHeldBy(deliveries.get(i))) {
                    continue;
                }
                spent = message.isSpent();
                if (!spent) {
                    queue.add(message);
                }
            }
            if (spent) {
                String reason = "gave up after " + deliveries.get(i).receives()
                        + " deliveries: the last took longer than the visibility of "
                        + queue.settings.visibility();
                giveUp(queue, message, deliveries.get(i), reason);
            }
        }
        serve(false);
    }

    /** Makes a dead letter of a message, once; the letter counts as a message until it is recorded. */
    private void giveUp(LocalQueue queue, Message message, Delivery delivery, String reason) {
        synchronized (lock) {
            if (message.isGone()) {
                return;
            }
            release(message);
        }
        scheduler.execute(() -> bury(queue, delivery, reason, 1));
    }

    private void bury(LocalQueue queue, Delivery letter, String reason, int attempt) {
        try {
            queue.deadLetters.record(letter, reason);
        } catch (RuntimeException | Error e) {
            Duration wait = backOff.after(attempt);
            LOG.warn("queue {}: a dead letter is not recorded yet, again in {}", queue.name, wait, Unspoken.of(e));
            scheduler.schedule(wait, () -> bury(queue, letter, reason, attempt + 1));
            return;
        }
        synchronized (lock) {
            messages--;
        }
        runIfAny(idleTaskOnce());
    }

    private void remove(Message message) {
        synchronized (lock) {
            if (message.isGone()) {
                return;
            }
            messages--;
            release(message);
        }
    }

    /** Takes a message off the bus; to be called under the lock. Who waits for the room is served next. */
    private void release(Message message) {
        message.remove();
        bytes -= message.body.length();
    }

    /** What is to be run each time the bus is idle; null if it is not, or it was run since. */
    private @Nullable Runnable idleTaskOnce() {
        synchronized (lock) {
            if (!isIdle() || idleReported) {
                return null;
            }
            idleReported = true;
            return whenIdle;
        }
    }

    private static void runIfAny(@Nullable Runnable task) {
        if (task != null) {
            task.run();
        }
    }

    @Override
    public boolean hasRoom(Runnable whenRoom) {
        synchronized (lock) {
            if (feeders.answersCall(whenRoom)) {
                return true;
            }
            feeders.leave(whenRoom);
            if (!feeders.anyWaits() && bytes < limits.creditBytes() && freePlaces() > 0 && lastToServe(true) == null) {
                feeders.feed(whenRoom);
                return true;
            }
            feeders.await(whenRoom);
        }
        serve(true);
        return false;
    }

    @Override
    public void rest(Runnable whenRoom) {
        synchronized (lock) {
            feeders.leave(whenRoom);
        }
        serve(false);
    }
}
