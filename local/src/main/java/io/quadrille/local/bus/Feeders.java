package io.quadrille.local.bus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/** Who asks a bus for room: those who have it, and those who wait in turn. Guarded by the bus's lock. */
final class Feeders {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    /** Each who has room, by identity; true until one that was called for it asks for it. */
    private final Map<Runnable, Boolean> feeding = new IdentityHashMap<>();

    /** How many have room. */
    int feeding() {
        return feeding.size();
    }

    boolean anyWaits() {
        return !waiting.isEmpty();
    }

    /** Gives room to the first who waits. @return to be called */
    Runnable callFirst() {
        Runnable first = waiting.remove();
        feeding.put(first, true);
        return first;
    }

    /** Whether it asks for the room that it was called for. If it had to wait again, two would call each other for good. */
    boolean answersCall(Runnable feeder) {
        return feeding.replace(feeder, true, false);
    }

    /** It has room from now on, without having been called. */
    void feed(Runnable feeder) {
        feeding.put(feeder, false);
    }

    /** Its turn comes after those who wait already. */
    void await(Runnable feeder) {
        waiting.add(feeder);
    }

    /** It has no room any more. */
    void leave(Runnable feeder) {
        feeding.remove(feeder);
    }
}
