package io.quadrille.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.hashing.Hashes;

/**
 * Deterministic ids: whoever does the same work again names it the same, and so duplicates are known.
 *
 * <p>Each part is hashed with its length before it, so that no two lists of parts share their bytes.
 */
public final class EventIds {
    private static final int RUN_CHARACTERS = 16; // 80 bits
    private static final int EVENT_CHARACTERS = 26; // 130 bits

    private EventIds() {}

    /** The id of the run that a version of a source makes in a pipeline. */
    public static String run(SourceObject source, String pipelineDigest) {
        return id(RUN_CHARACTERS, source.bucket(), source.key(), source.version(), pipelineDigest);
    }

    /** The id of an event about a whole run. */
    public static String ofRun(RunKey run, String fact) {
        return id(EVENT_CHARACTERS, run.run(), Integer.toString(run.attempt()), fact);
    }

    /** The id of an event about one chunk at one step. */
    public static String ofChunk(ChunkKey chunk, String fact) {
        return id(
                EVENT_CHARACTERS,
                chunk.run().run(),
                Integer.toString(chunk.run().attempt()),
                chunk.step(),
                Integer.toString(chunk.chunk()),
                fact);
    }

    private static String id(int characters, String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(part.length()).append(':').append(part);
        }
        return Hashes.base32(Hashes.sha256(text.toString().getBytes(UTF_8)), characters);
    }
}
