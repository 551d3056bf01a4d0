package io.quadrille.cli;

import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.local.stage.HomeView;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.runtime.EventArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Mends runs of a home: it borrows a stage while it plans, or works on one amendment to its end. Amendments that are asked
 * for meanwhile come after it. Thread safe.
 */
final class HomeOperator implements ViewOperator {
    private static final int PATIENCE_SECONDS = 30;

    private final Path folder;
    private final HomeStages stages;
    private final EventArchive archive;
    private final ExecutorService amending = Executors.newSingleThreadExecutor(HomeOperator::thread);

    /** @param stages of the home in the folder */
    HomeOperator(Path folder, HomeStages stages, EventArchive archive) {
        this.folder = folder;
        this.stages = stages;
        this.archive = archive;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "quadrille-operator");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized AmendmentPlan plan(AmendmentRequest request) {
        return on(request.run(), stage -> stage.operator(archive).plan(request));
    }

    @Override
    public CompletableFuture<AmendmentReceipt> carryOut(AmendmentRequest request, String idempotencyKey) {
        return CompletableFuture.supplyAsync(() -> toItsEnd(request, idempotencyKey), amending);
    }

    private synchronized AmendmentReceipt toItsEnd(AmendmentRequest request, String key) {
        return on(request.run(), stage -> {
            CompletableFuture<AmendmentReceipt> receipt =
                    stage.operator(archive).carryOut(request, key);
            stage.awaiting(request.run(), receipt).ended().join();
            return receipt.join();
        });
    }

    private <T> T on(RunKey run, HomeStages.Work<T> work) {
        try {
            return stages.lend(run, bindings(run), work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refusal e) {
            throw new CannotAmend(e.sentence(), e);
        }
    }

    private Bindings bindings(RunKey run) throws IOException {
        if (!run.pipeline().equals(GenericPipeline.NAME)) {
            return new Pipelines().require(run.pipeline());
        }
        try (HomeView view = HomeView.open(folder)) {
            Graph.Node load = view.findStart(run)
                    .map(Fact.RunStarted::graph)
                    .flatMap(graph -> graph.sinks().stream().findFirst())
                    .orElseThrow(() -> new CannotAmend("The start of run " + run.run()
                            + " is not in the home, and only it names the table and key of a generic run."));
            return GenericPipeline.of(String.valueOf(load.table()), load.keys(), CsvFormat.csv());
        }
    }

    @Override
    public void close() {
        amending.shutdown();
        try {
            if (!amending.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                amending.shutdownNow();
            }
        } catch (InterruptedException e) {
            amending.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
