package io.quadrille.observer.runs;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunFilter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How runs went. The cost of a report does not grow with a run's records: what is closed stands in one item, only the
 * buckets of chunks still under way are read. Thread safe.
 *
 * <pre>{@code
 * RunQueries queries = new LedgerQueries(store);
 * queries.findLast().ifPresent(report -> print(report.status(), report.headline().loaded()));
 * }</pre>
 */
public interface RunQueries {
    Optional<RunReport> find(RunKey run);

    /** The highest attempt of a run's id. */
    Optional<RunReport> findLatestAttempt(String runId);

    /** The run that started last. */
    Optional<RunReport> findLast();

    /**
     * Runs, latest start first.
     *
     * @param cursor as the page before gave it; empty for the first
     * @throws IllegalArgumentException if the cursor is malformed
     */
    Page<RunReport> runs(RunFilter filter, Optional<String> cursor, int limit);

    /**
     * Rejects by line, step, ordinal.
     *
     * @throws IllegalArgumentException if the cursor is malformed
     */
    Page<RejectRow> rejects(RunKey run, Optional<String> cursor, int limit);

    /** All rejects by line, step, ordinal, in constant memory. */
    void forEachReject(RunKey run, Consumer<RejectRow> action);

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
}
