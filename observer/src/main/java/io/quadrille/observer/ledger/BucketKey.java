package io.quadrille.observer.ledger;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.RunKey;

/**
 * Names the item that holds 64 consecutive chunks of a run at one step.
 *
 * @param bucket the first chunk's number divided by {@link #CHUNKS}
 */
public record BucketKey(RunKey run, int bucket, String step) {
    /** As many as one bit mask holds, and as leave the item within one DynamoDB write unit (1 KB). */
    public static final int CHUNKS = 64;

    public static BucketKey of(ChunkKey chunk) {
        return new BucketKey(chunk.run(), chunk.chunk() / CHUNKS, chunk.step());
    }

    /** A chunk's place in its bucket, from 0. */
    public static int slotOf(int chunk) {
        return chunk % CHUNKS;
    }

    /** How many buckets a run of so many chunks has at each step. */
    public static int count(int chunks) {
        return (int) (((long) chunks + CHUNKS - 1) / CHUNKS);
    }

    /** The number of the chunk at a place, from 0. */
    public int chunkAt(int slot) {
        return bucket * CHUNKS + slot;
    }
}
