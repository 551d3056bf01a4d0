package io.quadrille.local.stage;

import io.quadrille.events.RunKey;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.observer.runs.RunReport;
import java.util.concurrent.CompletableFuture;

/** A run on a stage. Thread safe. */
public final class LocalRun {
    private final RunKey key;
    private final Extraction<?> extraction;
    private final CompletableFuture<RunReport> ended = new CompletableFuture<>();

    LocalRun(RunKey key, Extraction<?> extraction) {
        this.key = key;
        this.extraction = extraction;
    }

    public RunKey key() {
        return key;
    }

    /** How far the source is read. */
    public Extraction.Progress progress() {
        return extraction.progress();
    }

    /** The final report: complete, failed or stalled. Fails if the home becomes unusable under way. */
    public CompletableFuture<RunReport> ended() {
        return ended;
    }

    Extraction<?> extraction() {
        return extraction;
    }

    void abandon(RuntimeException failure) {
        ended.completeExceptionally(failure);
    }

    void end(RunReport report) {
        ended.complete(report);
    }
}
