package io.quadrille.forecast;

/**
 * What a queue takes and gives.
 *
 * @param target the step, or the observer
 * @param units of 64 KB, over all messages
 * @param batch messages received, handled and deleted at a time
 */
public record QueueFlow(String target, long messages, long units, int batch) {
    /** Sent one by one by EventBridge; received and deleted by the batch, but a request carries 64 KB at most. */
    public long requests() {
        return units + Math.max(units / batch, batches()) + batches();
    }

    public long batches() {
        return (messages + batch - 1) / batch;
    }
}
