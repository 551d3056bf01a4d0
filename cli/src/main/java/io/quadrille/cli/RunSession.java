package io.quadrille.cli;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.local.sqlite.HomeUnusable;
import io.quadrille.local.stage.EventCapture;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.LocalRun;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One file on its way: started, taken up or found complete, watched to its end, and reported. */
final class RunSession {
    private static final long REFRESH_MILLIS = 100;

    private final LocalHome home;
    private final Terminal terminal;
    private final @Nullable MaxRejects maxRejects;
    private final boolean json;
    private final String homeOption;

    RunSession(LocalHome home, Terminal terminal, @Nullable MaxRejects maxRejects, boolean json, String homeOption) {
        this.home = home;
        this.terminal = terminal;
        this.maxRejects = maxRejects;
        this.json = json;
        this.homeOption = homeOption;
    }

    /**
     * Runs the file to its end.
     *
     * @return the exit code
     */
    int run(RunRequest request) throws IOException, InterruptedException {
        SourceObject source = request.source().describe();
        PipelineStage stage = home.stage(request.bindings());
        RunKey latest = stage.keyOf(source, false);
        RunReport known = stage.queries().find(latest).orElse(null);
        boolean complete = known != null && known.status().isComplete();
        if (known != null && complete && !request.again()) {
            return reportKnown(stage, request, known);
        }
        // An attempt that --again began and that did not complete is taken up, not begun once more.
        RunKey key = request.again() && (complete || latest.attempt() == 1) ? stage.keyOf(source, true) : latest;
        announce(key, key.equals(latest) ? known : null, request);
        return report(stage, captured(stage, key, source, request.capture(), known != null && key.equals(latest)));
    }

    private int reportKnown(PipelineStage stage, RunRequest request, RunReport known) throws IOException {
        String file = String.valueOf(request.source().path().getFileName());
        terminal.say(TextTable.visible(file) + " is already complete: run "
                + known.run().run()
                + " loaded this version of it. Nothing is counted twice; --again runs it once more.");
        if (request.capture() != null) {
            terminal.say("no events are captured, since nothing is run.");
        }
        return report(stage, known);
    }

    private void announce(RunKey key, @Nullable RunReport known, RunRequest request) {
        if (known != null) {
            terminal.say(
                    known.status() == RunStatus.FAILED
                            ? "run " + key.run() + " failed before; trying again."
                            : "resuming run " + key.run() + (key.attempt() == 1 ? "" : ", attempt " + key.attempt())
                                    + ".");
            if (request.capture() != null) {
                terminal.say(
                        "the capture goes on at the end of its file; without one it holds what is published from here on.");
            }
        }
    }

    private RunReport captured(
            PipelineStage stage, RunKey key, SourceObject source, @Nullable Path file, boolean resumed)
            throws IOException, InterruptedException {
        if (file == null) {
            return watched(stage.start(key, source), source);
        }
        EventCapture capture;
        try {
            capture = resumed
                    ? EventCapture.continuing(file, stage.claimChecks())
                    : EventCapture.of(file, stage.claimChecks());
        } catch (IOException e) {
            throw Refusal.usage("--capture: " + Failures.sentence(e));
        }
        RunReport report;
        try {
            stage.bus().tap(capture);
            report = watched(stage.start(key, source), source);
        } catch (RuntimeException | InterruptedException e) {
            try {
                capture.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
        try {
            capture.close();
        } catch (IOException e) {
            throw Refusal.failure("The run " + key.run() + " ended as " + report.status() + ", but its capture is not"
                    + " whole: " + Failures.sentence(e));
        }
        return report;
    }

    private RunReport watched(LocalRun run, SourceObject source) throws InterruptedException {
        long begun = System.nanoTime();
        ProgressLine line =
                terminal.showsProgress() ? new ProgressLine(terminal.err(), source.fileName(), source.bytes()) : null;
        try {
            while (true) {
                try {
                    return run.ended().get(REFRESH_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (line != null) {
                        line.show(run.progress().bytesRead(), Duration.ofNanos(System.nanoTime() - begun));
                    }
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HomeUnusable unusable) {
                throw unusable;
            }
            throw new IllegalStateException("run " + run.key() + " ended without a report", e);
        } finally {
            if (line != null) {
                line.clear();
            }
        }
    }

    private int report(PipelineStage stage, RunReport report) throws IOException {
        new ReportPrinter(terminal, stage.queries(), json, homeOption).print(report);
        if (report.status() == RunStatus.FAILED && json) {
            terminal.say(String.valueOf(report.failure()));
        }
        if (maxRejects != null && Verdict.exceeds(report, maxRejects)) {
            terminal.say(Numbers.counted(report.headline().rejected(), "record") + " of "
                    + Numbers.grouped(report.extracted()) + " rejected, more than --max-rejects " + maxRejects
                    + " allows.");
        }
        return Verdict.of(report, maxRejects);
    }
}
