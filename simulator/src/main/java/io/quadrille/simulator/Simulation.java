package io.quadrille.simulator;

import io.quadrille.runtime.ThreadScheduler;
import io.quadrille.simulator.SimulationReport.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Many worlds, one per seed, on as many threads as the machine has processors. Each world is one thread's own.
 *
 * <pre>{@code
 * SimulationReport report = new Simulation(Limits.NONE, System::nanoTime).run(1, seed -> seed <= 2_000, progress -> {});
 * }</pre>
 */
public final class Simulation {
    private static final int RECHECKED_ONE_IN = 100;
    private static final long PROGRESS_EVERY = 100;

    private final Limits limits;
    private final Tampering tampering;
    private final LongSupplier nanoTime;
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Coverage.Collected coverage = new Coverage.Collected();
    private final List<Failed> violations = new ArrayList<>();
    private Duration simulated = Duration.ZERO;
    private long seeds;
    private long rechecked;
    private @Nullable WorldReport firstFailed;

    /** @param nanoTime real time, to say how long it took */
    public Simulation(Limits limits, LongSupplier nanoTime) {
        this(limits, Tampering.NONE, nanoTime);
    }

    Simulation(Limits limits, Tampering tampering, LongSupplier nanoTime) {
        this.limits = limits;
        this.tampering = tampering;
        this.nanoTime = nanoTime;
    }

    /**
     * Simulates worlds until there is no further seed. To be called once.
     *
     * @param first the first seed; the others follow it
     * @param proceeds asked before each world whether it is still wanted
     * @param progress is told now and then how it stands
     */
    public SimulationReport run(long first, LongPredicate proceeds, Consumer<SimulationReport> progress) {
        long began = nanoTime.getAsLong();
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        AtomicLong next = new AtomicLong(first);
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        try (ThreadScheduler scheduler = new ThreadScheduler(threads)) {
            for (int i = 0; i < threads; i++) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                scheduler.execute(() -> {
                    try {
                        work(next, proceeds, () -> progress.accept(report(began, null)));
                        end.complete(null);
                    } catch (RuntimeException | Error e) {
                        end.completeExceptionally(e);
                    }
                });
            }
            ends.forEach(CompletableFuture::join);
        }
        return report(began, story());
    }

    private void work(AtomicLong next, LongPredicate proceeds, Runnable progress) {
        try (Execution execution = new Execution(tampering)) {
            for (long seed = next.getAndIncrement(); proceeds.test(seed); seed = next.getAndIncrement()) {
                WorldReport report = execution.run(seed, limits);
                boolean again = Chance.below(Chance.of(seed, 99), RECHECKED_ONE_IN) == 0;
                boolean same = !again || execution.run(seed, limits).trace() == report.trace();
                if (add(report, again, same) % PROGRESS_EVERY == 0) {
                    progress.run();
                }
            }
        }
    }

    private synchronized long add(WorldReport report, boolean again, boolean same) {
        seeds++;
        rechecked += again ? 1 : 0;
        simulated = simulated.plus(report.elapsed());
        report.faults().forEach((fault, count) -> faults.merge(fault, (long) count, Long::sum));
        coverage.add(report);
        Violation violation = report.violation();
        if (violation == null && !same) {
            violation =
                    new Violation(Invariant.CONVERGES, "two executions of the seed differ: it is not deterministic");
        } else if (violation != null
                && (firstFailed == null
                        || report.plan().seed() < firstFailed.plan().seed())) {
            firstFailed = report;
        }
        if (violation != null) {
            violations.add(new Failed(report.plan().seed(), violation));
        }
        return seeds;
    }

    private synchronized SimulationReport report(long began, @Nullable SmallestStory story) {
        violations.sort(Comparator.comparingLong(Failed::seed));
        return new SimulationReport(
                seeds,
                violations,
                Duration.ofNanos(nanoTime.getAsLong() - began),
                simulated,
                faults,
                coverage.among(limits.faults()),
                rechecked,
                story);
    }

    private @Nullable SmallestStory story() {
        WorldReport failed = firstFailed;
        if (failed == null || failed.violation() == null) {
            return null;
        }
        try (Execution execution = new Execution(tampering)) {
            return Shrinking.of(execution, failed, limits, failed.violation());
        }
    }
}
