package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.lane.Folders;
import io.quadrille.loadtests.report.ReportPrinter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Suites one after the other, each printed as soon as it is done. What cuts them off, a signal or a suite that fails,
 * leaves what was measured so far. Runs once.
 */
public final class SuiteRun {
    private static final String SIGNAL = "the command was told to end.";
    /** For the lanes' own ends; what a lap wrote is removed after them. */
    private static final int SECONDS_TO_CLEAR_UP = 5;

    private final List<Suite> suites;
    private final Bench bench;
    private final ReportPrinter printer;
    private final CountDownLatch clearedUp = new CountDownLatch(1);
    private volatile boolean signalled;

    /** @param bench its track's folder is removed when the suites have ended */
    public SuiteRun(List<Suite> suites, Bench bench, ReportPrinter printer) {
        this.suites = List.copyOf(suites);
        this.bench = bench;
        this.printer = printer;
    }

    /** @throws IOException if a candidate fails, or a signal ends it; the JVM is then on its way to its end */
    public void run() throws IOException, InterruptedException {
        Thread measuring = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endBySignal(measuring), "end of the measurements"));
        try {
            measure();
        } finally {
            Folders.remove(bench.track().folder());
            clearedUp.countDown();
        }
    }

    private void measure() throws IOException, InterruptedException {
        try {
            for (Suite suite : suites) {
                suite.run(bench);
                printer.advance();
            }
            printer.end();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            if (signalled) {
                throw new IOException(SIGNAL, e);
            }
            printer.cutOff("a suite failed; its error says why.");
            throw e;
        }
    }

    /** At every end of the JVM; with something to do only at one by a signal, which the exit code then tells. */
    private void endBySignal(Thread measuring) {
        if (clearedUp.getCount() == 0) {
            return;
        }
        signalled = true;
        printer.cutOff(SIGNAL);
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        measuring.interrupt();
        try {
            clearedUp.await(SECONDS_TO_CLEAR_UP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
