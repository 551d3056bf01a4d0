package io.quadrille.local.bus;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.engine.BackOff;
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
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    private final Scheduler scheduler;
    private final InstantSource clock;
    private final BusLimits limits;
    private final BackOff backOff;
    private final RuleSet rules = new RuleSet();
    private final Object lock = new Object();
    // In the order of the steps; the last are served first, so that chunks are brought to their end.
    private final Map<String, LocalQueue> queues = new LinkedHashMap<>();
    private final Map<String, Predicate<Envelope>> withoutData = new LinkedHashMap<>();
    private final List<Consumer<Envelope>> taps = new ArrayList<>();
    private final List<Runnable> waitingForRoom = new ArrayList<>();
    private Runnable whenIdle = () -> {};
    private int working;
    private long messages;
    private long bytes;

    public LocalBus(Scheduler scheduler, InstantSource clock, BusLimits limits, BackOff backOff) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.limits = limits;
        this.backOff = backOff;
    }

    /**
     * Adds a rule and the queue it feeds.
     *
     * @param deadLetters may throw {@link RetryableFailure}: then the letter is kept and taken again later
     */
    public void addQueue(
            Rule rule, StepSettings settings, Delivery.Consumer consumer, DeadLetterTarget deadLetters) {
        synchronized (lock) {
            String name = rule.name();
            rules.add(rule);
            queues.put(name, new LocalQueue(name, settings, consumer, (letter, reason) -> bury(name, deadLetters, letter, reason)));
        }
    }

    /** Lets a rule's target receive the events that pass without their data, as an input transformer does. */
    public void transformInput(Rule rule, Predicate<Envelope> dropsData) {
        synchronized (lock) {
            withoutData.put(rule.name(), dropsData);
        }
    }

    /** Shows every accepted event, before it is delivered. Add before the first event. */
    public void tap(Consumer<Envelope> tap) {
        synchronized (lock) {
            taps.add(tap);
        }
    }

    /** Runs the task each time the last message is done with and nothing is under way. */
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
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(entries.size() + " entries in one call; PutEvents takes " + MAX_ENTRIES);
        }
        List<PutResult> results = new ArrayList<>(entries.size());
        long callBytes = 0;
        for (Envelope entry : entries) {
            byte[] detail = EnvelopeJson.write(entry);
            callBytes += detail.length;
            if (callBytes > limits.maxEntryBytes()) {
                throw new IllegalArgumentException(
                        "a call of more than " + limits.maxEntryBytes() + " bytes; PutEvents refuses it");
            }
            if (entry.type().length() > LONGEST_DETAIL_TYPE) {
                results.add(new PutResult("detail-type has more than " + LONGEST_DETAIL_TYPE + " characters"));
            } else {
                accept(entry, detail);
                results.add(PutResult.ACCEPTED);
            }
        }
        return results;
    }

    private void accept(Envelope entry, byte[] detail) {
        taps.forEach(tap -> tap.accept(entry));
        String run = entry.run().toString();
        byte[] whole = EventBridgeJson.wrap(entry, detail);
        for (Rule rule : rules.match(entry)) {
            byte[] body = withoutData.getOrDefault(rule.name(), event -> false).test(entry)
                    ? EventBridgeJson.wrap(entry, EnvelopeJson.writeAttributes(entry))
                    : whole;
            synchronized (lock) {
                messages++;
                bytes += body.length;
                queue(rule.name()).add(new Message(body, run, clock.instant()));
            }
        }
        serve();
    }

    private LocalQueue queue(String name) {
        return java.util.Objects.requireNonNull(queues.get(name), name);
    }

    /** Hands out what can be handled now. */
    private void serve() {
        List<Runnable> tasks = new ArrayList<>();
        synchronized (lock) {
            while (working < limits.workers()) {
                LocalQueue next = null;
                for (LocalQueue queue : queues.values()) {
                    if (queue.canServe()) {
                        next = queue;
                    }
                }
                if (next == null) {
                    break;
                }
                List<Message> batch = next.takeBatch();
                if (!batch.isEmpty()) {
                    tasks.add(begin(next, batch));
                }
            }
        }
        tasks.forEach(scheduler::execute);
    }

    private Runnable begin(LocalQueue queue, List<Message> batch) {
        working++;
        queue.begin();
        List<Delivery> deliveries = batch.stream().map(Message::receive).toList();
        Cancellable visibility = scheduler.schedule(
                queue.settings.visibility(), () -> showAgain(queue, batch, deliveries));
        return () -> handle(queue, batch, deliveries, visibility);
    }

    private void handle(LocalQueue queue, List<Message> batch, List<Delivery> deliveries, Cancellable visibility) {
        List<Disposition> dispositions;
        try {
            dispositions = queue.consumer.handle(deliveries);
        } catch (RuntimeException e) {
            LOG.error("queue {}: its consumer failed on a whole batch", queue.name, e);
            dispositions = new ArrayList<>();
            for (Delivery delivery : deliveries) {
                dispositions.add(new Retry(
                        backOff.after(delivery.receives()), "the consumer threw " + e.getClass().getName()));
            }
        }
        visibility.cancel();
        synchronized (lock) {
            working--;
            queue.end();
        }
        for (int i = 0; i < batch.size(); i++) {
            settle(queue, batch.get(i), deliveries.get(i), dispositions.get(i));
        }
        serve();
        reportIdle();
    }

    private void settle(LocalQueue queue, Message message, Delivery delivery, Disposition disposition) {
        if (disposition instanceof Done) {
            remove(message);
        } else if (disposition instanceof Dead dead) {
            giveUp(queue, message, delivery, dead.reason());
        } else if (disposition instanceof Retry retry) {
            synchronized (lock) {
                if (!message.isLatest(delivery)) {
                    return; // it was shown again meanwhile: the later delivery decides
                }
            }
            if (message.receives() >= StepSettings.MAX_RECEIVES) {
                giveUp(queue, message, delivery, "gave up after " + delivery.receives() + " deliveries: " + retry.reason());
            } else {
                LOG.debug("queue {}: again in {}: {}", queue.name, retry.backOff(), retry.reason());
                scheduler.schedule(retry.backOff(), () -> showAgain(queue, List.of(message), List.of(delivery)));
            }
        }
    }

    private void showAgain(LocalQueue queue, List<Message> batch, List<Delivery> deliveries) {
        synchronized (lock) {
            for (int i = 0; i < batch.size(); i++) {
                if (batch.get(i).isLatest(deliveries.get(i))) {
                    queue.add(batch.get(i));
                }
            }
        }
        serve();
    }

    private void giveUp(LocalQueue queue, Message message, Delivery delivery, String reason) {
        synchronized (lock) {
            if (message.isGone()) {
                return;
            }
            messages++; // the letter, until it is recorded
        }
        remove(message);
        queue.deadLetters.take(delivery, reason);
    }

    private void bury(String queue, DeadLetterTarget target, Delivery letter, String reason) {
        buryAgain(queue, target, letter, reason, 1);
    }

    private void buryAgain(String queue, DeadLetterTarget target, Delivery letter, String reason, int attempt) {
        scheduler.execute(() -> {
            try {
                target.record(letter, reason);
                synchronized (lock) {
                    messages--;
                }
                reportIdle();
            } catch (RetryableFailure e) {
                Duration wait = backOff.after(attempt);
                LOG.warn("queue {}: a dead letter is not recorded yet: {}", queue, e.getMessage());
                scheduler.schedule(wait, () -> buryAgain(queue, target, letter, reason, attempt + 1));
            }
        });
    }

    private void remove(Message message) {
        List<Runnable> resumed = List.of();
        synchronized (lock) {
            if (message.isGone()) {
                return;
            }
            message.remove();
            messages--;
            bytes -= message.body.length;
            if (bytes < limits.creditBytes() && !waitingForRoom.isEmpty()) {
                resumed = List.copyOf(waitingForRoom);
                waitingForRoom.clear();
            }
        }
        resumed.forEach(Runnable::run);
    }

    private void reportIdle() {
        Runnable task;
        synchronized (lock) {
            if (!isIdle()) {
                return;
            }
            task = whenIdle;
        }
        task.run();
    }

    @Override
    public boolean hasRoom(Runnable whenRoom) {
        synchronized (lock) {
            if (bytes < limits.creditBytes()) {
                return true;
            }
            waitingForRoom.add(whenRoom);
            return false;
        }
    }
}
