package io.quadrille.local.bus;

import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.local.bus.LocalBus.DeadLetterTarget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A queue as SQS has them: at least once, any order, hidden while handled. Fair: runs take turns, so that a small file
 * does not wait behind a huge one. Guarded by the bus's lock.
 */
final class LocalQueue {
    /** How often other work goes first while a batch is not full. */
    private static final int MOST_PASSED_OVER = 5;

    final String name;
    final StepSettings settings;
    final Delivery.Consumer consumer;
    final DeadLetterTarget deadLetters;
    /** Whether its consumer writes to a store. */
    final boolean writes;

    private final Map<String, ArrayDeque<Message>> ready = new LinkedHashMap<>();
    private int readyCount;
    private int handling;
    private int passedOver;

    LocalQueue(
            String name,
            StepSettings settings,
            Delivery.Consumer consumer,
            DeadLetterTarget deadLetters,
            boolean writes) {
        this.name = name;
        this.settings = settings;
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.writes = writes;
    }

    void add(Message message) {
        message.show();
        ready.computeIfAbsent(message.run, run -> new ArrayDeque<>()).add(message);
        readyCount++;
    }

    boolean canServe() {
        return readyCount > 0 && handling < settings.concurrency();
    }

    /** Whether nothing that would fill its batch goes before it: there is a full one, or enough others went first. */
    boolean isDue() {
        return readyCount >= settings.batch() || passedOver >= MOST_PASSED_OVER;
    }

    /** Another batch went first, though this one's could have. */
    void passOver() {
        passedOver++;
    }

    /** Up to a batch, a message from each run in turn. */
    List<Message> takeBatch() {
        passedOver = 0;
        List<Message> batch = new ArrayList<>(settings.batch());
        while (batch.size() < settings.batch() && readyCount > 0) {
            Iterator<Map.Entry<String, ArrayDeque<Message>>> turns =
                    ready.entrySet().iterator();
            Map.Entry<String, ArrayDeque<Message>> turn = turns.next();
            Message message = turn.getValue().remove();
            turns.remove();
            readyCount--;
            if (!turn.getValue().isEmpty()) {
                ready.put(turn.getKey(), turn.getValue()); // to the end of the line
            }
            if (!message.isGone()) {
                batch.add(message);
            }
        }
        return batch;
    }

    void begin() {
        handling++;
    }

    void end() {
        handling--;
    }
}
