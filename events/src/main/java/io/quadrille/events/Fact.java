package io.quadrille.events;

import static java.util.Objects.requireNonNull;

import io.quadrille.events.pipeline.Graph;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to a run: what an event says. The family is closed; each kind has one shape. */
public sealed interface Fact {
    RunKey run();

    /** A fact about one chunk at one step. */
    sealed interface OfChunk extends Fact {
        ChunkKey key();

        @Override
        default RunKey run() {
            return key().run();
        }
    }

    /** A step's one outcome for one chunk. */
    sealed interface StepOutcome extends OfChunk {
        ChunkOutcome outcome();

        @Override
        default ChunkKey key() {
            return outcome().key();
        }
    }

    /**
     * A source was taken up. Registered before any of its records is published.
     *
     * @param sourceTime the version's time in every row loaded, stored once per attempt
     */
    record RunStarted(RunKey run, SourceObject source, Instant sourceTime, String digest, Graph graph) implements Fact {
        public RunStarted {
            requireNonNull(run, "run");
            requireNonNull(source, "source");
            requireNonNull(sourceTime, "sourceTime");
            requireNonNull(digest, "digest");
            requireNonNull(graph, "graph");
        }
    }

    /**
     * The extract read its source to the end: the closing totals.
     *
     * @param records every data record, rejected ones included
     * @param bytes the source's length as read, decompressed
     * @param storedBytes the source's length as stored
     * @param ignoredColumns columns of the file that no component binds
     */
    record FileExtracted(
            RunKey run,
            String step,
            int chunks,
            long records,
            long bytes,
            long storedBytes,
            List<String> ignoredColumns)
            implements Fact {
        public FileExtracted {
            requireNonNull(run, "run");
            requireNonNull(step, "step");
            ignoredColumns = List.copyOf(ignoredColumns);
        }
    }

    /** Records were read from the source. */
    record RecordsExtracted(ChunkOutcome outcome) implements StepOutcome {}

    /** Records were transformed, filtered or expanded. */
    record RecordsTransformed(ChunkOutcome outcome) implements StepOutcome {}

    /** Records are in a table, or a newer version of them is. */
    record RecordsLoaded(ChunkOutcome outcome) implements StepOutcome {}

    /** The rejects of one chunk at one step; on the bus before the chunk's outcome. */
    record RecordsRejected(ChunkKey key, List<Rejection> rejections) implements OfChunk {
        public RecordsRejected {
            requireNonNull(key, "key");
            rejections = List.copyOf(rejections);
        }
    }

    /**
     * A whole chunk ran out of deliveries at a step. Only the dead-letter recorder says so.
     *
     * @param records how many records it carries, by its envelope
     * @param reason why, without values
     * @param message where the whole message is kept for a redrive
     * @param receives how often it was delivered
     * @param redrive the number of the amendment that had sent it again; null where none had
     */
    record RecordsDeadLettered(
            ChunkKey key,
            long records,
            long firstLine,
            long lastLine,
            String reason,
            String message,
            int receives,
            @Nullable Integer redrive)
            implements OfChunk {
        /** One that no amendment had sent again. */
        public RecordsDeadLettered(
                ChunkKey key,
                long records,
                long firstLine,
                long lastLine,
                String reason,
                String message,
                int receives) {
            this(key, records, firstLine, lastLine, reason, message, receives, null);
        }

        public RecordsDeadLettered {
            requireNonNull(key, "key");
            requireNonNull(reason, "reason");
            requireNonNull(message, "message");
        }
    }

    /** A delivery failed and will be tried again; for people, nothing is counted from it. */
    record StepFailed(ChunkKey key, int delivery, String reason) implements OfChunk {
        public StepFailed {
            requireNonNull(key, "key");
            requireNonNull(reason, "reason");
        }
    }

    /** The run ended before its source did: that was refused, gone or denied, or its extract broke off too often. */
    record RunFailed(RunKey run, String reason) implements Fact {
        public RunFailed {
            requireNonNull(run, "run");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Every record of the run has its fate.
     *
     * @param status COMPLETE, COMPLETE_WITH_REJECTS or COMPLETE_WITH_DEAD_LETTERS
     * @param amendments how many amendments its figures include; null for none. An amended run completes again
     */
    record RunCompleted(RunKey run, String status, long extracted, List<SinkTotals> sinks, @Nullable Integer amendments)
            implements Fact {
        /** Of a run that was not amended. */
        public RunCompleted(RunKey run, String status, long extracted, List<SinkTotals> sinks) {
            this(run, status, extracted, sinks, null);
        }

        public RunCompleted {
            requireNonNull(run, "run");
            requireNonNull(status, "status");
            sinks = List.copyOf(sinks);
        }
    }

    /** The fates at one sink, summed along its path. */
    record SinkTotals(String step, long expanded, long loaded, long rejected, long filtered, long deadLettered) {
        public SinkTotals {
            requireNonNull(step, "step");
        }
    }

    /**
     * Nothing has happened in a run for long, and it is not complete.
     *
     * @param missing what lacks, such as {@code load: chunks 3, 7-9}
     */
    record RunStalled(RunKey run, Instant lastProgress, List<String> missing) implements Fact {
        public RunStalled {
            requireNonNull(run, "run");
            requireNonNull(lastProgress, "lastProgress");
            missing = List.copyOf(missing);
        }
    }

    /**
     * A retry, redrive or republish began on a run.
     *
     * @param amendment its number, from 1
     * @param action RETRY, REDRIVE or REPUBLISH
     * @param records how many records it takes up
     */
    record RunAmended(RunKey run, int amendment, String action, long records) implements Fact {
        public RunAmended {
            requireNonNull(run, "run");
            requireNonNull(action, "action");
        }
    }
}
