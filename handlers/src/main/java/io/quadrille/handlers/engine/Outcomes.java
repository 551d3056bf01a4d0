package io.quadrille.handlers.engine;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.records.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the events that a chunk's result is published as: the rejects first, then the one outcome. Thread safe. */
final class Outcomes {
    private final InstantSource clock;

    Outcomes(InstantSource clock) {
        this.clock = clock;
    }

    /** Rejects, if any; they go on the bus before the outcome. */
    List<Envelope> rejects(ChunkInput<?> input, ChunkResult result) {
        List<Envelope> events = new ArrayList<>(1);
        if (!result.rejections().isEmpty()) {
            events.add(Facts.envelope(
                    new Fact.RecordsRejected(input.key(), result.rejections()), emission(input, clock.instant())));
        }
        return events;
    }

    Envelope transformed(ChunkInput<?> input, ChunkResult result, RecordType<?> type, Times times) {
        ChunkOutcome outcome = outcome(input, result, Hashes.hex(Hashes.sha256(result.payload())), times);
        return Facts.envelope(
                new Fact.RecordsTransformed(outcome), type, result.payload(), emission(input, clock.instant()));
    }

    Envelope loaded(ChunkInput<?> input, ChunkResult result, Times times) {
        return Facts.envelope(
                new Fact.RecordsLoaded(outcome(input, result, null, times)), emission(input, clock.instant()));
    }

    private ChunkOutcome outcome(ChunkInput<?> input, ChunkResult result, @Nullable String dataHash, Times times) {
        return new ChunkOutcome(
                input.key(),
                result.counts(),
                input.firstLine(),
                input.lastLine(),
                dataHash,
                input.envelope().findText(Extensions.DATA_HASH).orElse(null),
                times.until(clock.instant()),
                result.filtered());
    }

    private static Emission emission(ChunkInput<?> input, Instant now) {
        return new Emission(now, input.envelope().id(), input.context());
    }

    /** When a delivery was sent and begun. */
    record Times(Instant sent, Instant begun) {
        Timing until(Instant now) {
            return new Timing(micros(sent, begun), micros(begun, now));
        }

        private static long micros(Instant from, Instant to) {
            return Math.max(0, Duration.between(from, to).toNanos() / 1000);
        }
    }
}
