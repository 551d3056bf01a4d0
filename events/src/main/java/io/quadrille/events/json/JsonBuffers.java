package io.quadrille.events.json;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Buffers that were used before: a new one for each chunk would have to be cleared, to grow and to be collected. Has as many as
 * are in use at a time. Thread safe.
 */
public final class JsonBuffers {
    private static final int LARGEST_KEPT = 4 << 20;

    private final int firstBytes;
    private final Deque<JsonBytes> idle = new ConcurrentLinkedDeque<>();

    /** @param firstBytes how long a new buffer is */
    public JsonBuffers(int firstBytes) {
        this.firstBytes = firstBytes;
    }

    /** An empty buffer, the caller's alone until it gives it back; who fails need not. */
    public JsonBytes take() {
        JsonBytes buffer = idle.poll();
        return buffer == null ? new JsonBytes(firstBytes) : buffer;
    }

    /** Takes it back, to be the next one taken; nobody is to use it any more. */
    public void give(JsonBytes buffer) {
        buffer.clear();
        if (buffer.bytes().length <= LARGEST_KEPT) {
            idle.push(buffer);
        }
    }
}
