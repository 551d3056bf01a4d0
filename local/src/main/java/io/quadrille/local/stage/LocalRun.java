package io.quadrille.local.stage;

import io.quadrille.events.RunKey;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.observer.runs.RunReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A run on a stage, or what mends one. Thread safe. */
public final class LocalRun {
    private final RunKey key;
    private final Supplier<Extraction.Progress> progress;
    private final Supplier<List<String>> columns;
    private final CompletableFuture<RunReport> ended = new CompletableFuture<>();

    /** @param columns of its records; empty where they are not known */
    LocalRun(RunKey key, Supplier<Extraction.Progress> progress, Supplier<List<String>> columns) {
        this.key = key;
        this.progress = progress;
        this.columns = columns;
    }

    public RunKey key() {
        return key;
    }

    /** How far the source is read. */
    public Extraction.Progress progress() {
        return progress.get();
    }

    /** The final report: complete, failed or stalled. Fails if the home becomes unusable under way. */
    public CompletableFuture<RunReport> ended() {
        return ended;
    }

    List<String> columns() {
        return columns.get();
    }

    void abandon(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    void end(RunReport report) {
        ended.complete(report);
    }
}
