package io.quadrille.cli;

import io.quadrille.aws.StopSignal;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.Bindings;
import io.quadrille.local.stage.LocalRun;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.local.tables.TableMismatch;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the files of an inbox, a few at once, until it is told to stop: then what is under way stays for the next time. A
 * file that is refused costs only itself; a home that cannot be used, or what nobody expected, ends it all. Used by one
 * thread.
 */
final class InboxRuns {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** So that a small file does not wait for a huge one. */
    private static final int MOST_AT_ONCE = 4;

    private static final long BETWEEN_CHECKS_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 10;

    private final Inbox inbox;
    private final HeldHome home;
    private final Function<Path, Bindings> pipelines;
    private final Terminal terminal;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** @param pipelines the pipeline that a file runs through */
    InboxRuns(Inbox inbox, HeldHome home, Function<Path, Bindings> pipelines, Terminal terminal) {
        this.inbox = inbox;
        this.home = home;
        this.pipelines = pipelines;
        this.terminal = terminal;
    }

    /** @throws IOException if the inbox cannot be read any more */
    void work(StopSignal stop) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_ONCE, InboxRuns::thread);
        try {
            do {
                inbox.look().forEach(file -> threads.execute(() -> run(file, stop)));
            } while (stop.pause(BETWEEN_LOOKS));
        } finally {
            stop.ask();
            await(threads);
        }
        Throwable failed = failure.get();
        if (failed instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (failed instanceof Error error) {
            throw error;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "quadrille-inbox");
        thread.setDaemon(true);
        return thread;
    }

    private static void await(ExecutorService threads) {
        threads.shutdown();
        try {
            // Past it, the home closes under who is left, as it does under a process that is killed.
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A task of the pool. */
    private void run(Path file, StopSignal stop) {
        if (stop.isAsked()) {
            return;
        }
        String name = TextTable.visible(String.valueOf(file.getFileName()));
        try {
            SourceObject source = SourceFile.require(file.toString()).describe();
            if (!home.lend(source, pipelines.apply(file), (stage, run) -> run(stage, run, source, stop))) {
                terminal.say(name + " is under way already.");
            }
        } catch (Refusal e) {
            terminal.say(e.sentence());
        } catch (TableMismatch e) {
            terminal.say(name + " is not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            stop.ask();
        }
    }

    private void run(PipelineStage stage, RunKey run, SourceObject source, StopSignal stop)
            throws InterruptedException {
        Optional<RunReport> known = stage.queries().find(run);
        String file = TextTable.visible(source.fileName());
        if (known.isPresent() && known.get().status().isComplete()) {
            terminal.say("run " + run.run() + ", " + file + ": COMPLETE already; nothing is counted twice.");
            return;
        }
        boolean failed = known.isPresent() && known.get().status() == RunStatus.FAILED;
        terminal.say("run " + run.run() + ", " + file
                + (failed ? ": failed before; trying again." : known.isPresent() ? ": resumed." : ": taken up."));
        RunReport report = ended(stage.start(run, source), stop);
        if (report != null) {
            terminal.say(new RunReportText(report, stage.queries(), new Paint(false)).notice(Instant.now()));
        }
    }

    /** Null if it is stopped before. */
    private static @Nullable RunReport ended(LocalRun run, StopSignal stop) throws InterruptedException {
        try {
            while (!stop.isAsked()) {
                try {
                    return run.ended().get(BETWEEN_CHECKS_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException("run " + run.key() + " ended without a report", e);
        }
    }
}
