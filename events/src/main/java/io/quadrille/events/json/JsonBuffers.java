package io.quadrille.events.json;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers that were used before: a new one for each chunk would have to be cleared, to grow and to be collected. Has as many as
 * are in use at a time. Thread safe.
 */
public final class JsonBuffers {
    private static final int LARGEST_KEPT = 4 << 20;

    private final int firstBytes;
    private final Queue<JsonBytes> idle = new ConcurrentLinkedQueue<>();

    /** @param firstBytes how long a new buffer is */
    public JsonBuffers(int firstBytes) {
        this.firstBytes = firstBytes;
    }

    /** An empty buffer, the caller's alone until it gives it back; who fails need not. */
    public JsonBytes take() {
        JsonBytes buffer = idle.poll();
        return buffer == null ? new JsonBytes(firstBytes) : buffer;
    }

    /** Takes it back; nobody is to use it any more. */
    public void give(JsonBytes buffer) {
        buffer.clear();
        if (buffer.bytes().length <= LARGEST_KEPT) {
            idle.add(buffer);
        }
    }
}
