package io.quadrille.handlers;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.hashing.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Time, ids and randomness for a handler that needs them, taken from the chunk it works on: a chunk that is delivered
 * again gives the same, and so the step emits the same bytes. One per chunk; not thread safe.
 */
public final class ChunkContext {
    private final ChunkKey chunk;
    private final InstantSource clock;
    private final RandomGenerator random;
    private int ids;

    /** @param sourceTime the time of the source's version, which the clock shows */
    public ChunkContext(ChunkKey chunk, Instant sourceTime) {
        this.chunk = chunk;
        this.clock = InstantSource.fixed(sourceTime);
        byte[] seed = Hashes.sha256(chunk.toString().getBytes(StandardCharsets.UTF_8));
        this.random = new SplittableRandom(ByteBuffer.wrap(seed).getLong());
    }

    public ChunkKey chunk() {
        return chunk;
    }

    /** Shows the time of the source's version. */
    public InstantSource clock() {
        return clock;
    }

    public RandomGenerator random() {
        return random;
    }

    /** An id of 26 characters that no other chunk gives out: a hash, which chunks' random numbers are too few for. */
    public String newId() {
        return Hashes.base32(Hashes.sha256((chunk + " id " + ids++).getBytes(StandardCharsets.UTF_8)), 26);
    }
}
