package io.quadrille.observer.runs;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.runs.SourceRecords.SourceGone;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How runs went. The cost of a report does not grow with a run's records or with the number of runs: what is closed
 * stands in one item, only the buckets of chunks still under way are read. Thread safe.
 *
 * <pre>{@code
 * RunQueries queries = new LedgerQueries(store);
 * queries.findLast().ifPresent(report -> print(report.verdict(Instant.now())));
 * }</pre>
 */
public interface RunQueries {
    Optional<RunReport> find(RunKey run);

    /** The highest attempt of a run's id. */
    Optional<RunReport> findLatestAttempt(String runId);

    /** The run that started last. */
    Optional<RunReport> findLast();

    /**
     * The ids of runs that begin so.
     *
     * @param most how many at most, from 1
     */
    List<String> runIds(String beginning, int most);

    /**
     * Runs, latest start first.
     *
     * @param cursor as the page before gave it; empty for the first
     * @param limit from 1
     * @throws IllegalArgumentException if the cursor is malformed, with a sentence
     */
    Page<RunReport> runs(RunFilter filter, Optional<String> cursor, int limit);

    /** A run over time; empty if there is no such run, without slots until a step has an outcome. */
    Optional<RunSeries> findSeries(RunKey run);

    /**
     * Rejects by line, step, ordinal. The groups of rejects are in the {@linkplain RunReport#rejects report}.
     *
     * @throws IllegalArgumentException if the cursor is malformed, with a sentence
     */
    Page<RejectRow> rejects(RunKey run, RejectFilter filter, Optional<String> cursor, int limit);

    /** As {@link #rejects(RunKey, RejectFilter, Optional, int)}, all of them. */
    default Page<RejectRow> rejects(RunKey run, Optional<String> cursor, int limit) {
        return rejects(run, RejectFilter.ALL, cursor, limit);
    }

    /** All rejects by line, step, ordinal, in constant memory. */
    default void forEachReject(RunKey run, Consumer<RejectRow> action) {
        forEachReject(run, RejectFilter.ALL, action);
    }

    /** The rejects that a filter admits, likewise. */
    void forEachReject(RunKey run, RejectFilter filter, Consumer<RejectRow> action);

    /**
     * Records read again from the source, such as those that rejects name.
     *
     * @param bytePositions where they begin; those at which no record begins have no answer
     * @throws SourceGone if they cannot be, with a sentence
     */
    List<SourceRecord> sourceRecords(RunKey run, List<Long> bytePositions) throws SourceGone;

    /**
     * What became of the record on a line. Reads the source up to it, if that is still there.
     *
     * @param line physical, from 1
     * @return empty if there is no such run
     */
    Optional<RecordJourney> findJourney(RunKey run, long line);

    /** The steps that have not ended all chunks known of, in order of definition; empty until the start is known. */
    List<MissingChunks> missingChunks(RunKey run);

    /**
     * The chunks that are done, with their reject rows in, or dead at every step: what a resumed extract does not
     * publish again. Empty until the start is known.
     *
     * @return a copy
     */
    BitSet completedChunks(RunKey run);

    /** The dead letters that stand: not followed by an outcome. By chunk and step. */
    List<DeadLetter> deadLetters(RunKey run);

    /**
     * A run as OpenLineage RunEvents: a JSON array, START first, then COMPLETE or FAIL once it has ended, with the source
     * as input and each sink as output. Empty if there is no such run; an empty array until its start is known.
     */
    Optional<String> findLineage(RunKey run);
}
