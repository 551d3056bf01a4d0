package io.quadrille.forecast;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import java.util.ArrayList;
import java.util.List;

/** Finds what a run waits for, from its traffic, the design and how long things take. */
final class PaceCount {
    private static final double MILLIS = 1_000;
    private static final double MICROS = 1_000_000;
    private static final double CPU_UNITS = 1_024;

    private final Design design;
    private final Workload workload;
    private final Profile profile;
    private final Traffic traffic;
    private final Figures figures;

    /** The figures that a forecast is made with. */
    record Figures(Prices prices, Quotas quotas, Quotas.Region region, Assumptions assumptions) {}

    PaceCount(Design design, Workload workload, Profile profile, Traffic traffic, Figures figures) {
        this.design = design;
        this.workload = workload;
        this.profile = profile;
        this.traffic = traffic;
        this.figures = figures;
    }

    Pace pace() {
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound(
                Bound.Kind.EXTRACT,
                design.pipeline().extract().name(),
                extractSeconds(),
                Math.min(
                        design.parts(),
                        extractOnTask() ? design.parts() : design.compute().arrivalConcurrency())));
        double functionSeconds = extractOnTask() ? 0 : extractSeconds();
        double chain = 0;
        for (Step<?, ?> step : queued()) {
            QueueFlow queue = traffic.queue(step.name());
            double busy = Math.max(queue.batches() * batchSeconds(step), waitingForCpus(step));
            bounds.add(new Bound(
                    Bound.Kind.STEP,
                    step.name(),
                    busy,
                    Math.max(1, Math.min(design.concurrencyOf(step), queue.batches()))));
            functionSeconds += design.workers().contains(step.name()) ? 0 : busy;
            chain += batchSeconds(step) + figures.assumptions().hopSeconds();
        }
        functionSeconds += observerSeconds();
        bounds.add(new Bound(
                Bound.Kind.OBSERVER,
                Rule.OBSERVER,
                observerSeconds(),
                Math.max(
                        1,
                        Math.min(
                                design.compute().observerConcurrency(),
                                traffic.queue(Rule.OBSERVER).batches()))));
        bounds.addAll(limits(functionSeconds));
        double start = extractOnTask()
                ? figures.assumptions().taskStartSeconds()
                : figures.assumptions().functionStartSeconds();
        return new Pace(bounds, extractOnTask(), start + figures.assumptions().hopSeconds(), chain + observerTail());
    }

    /** As if at once as many were at work as the step may be: the tasks of a worker have their CPUs for all of them. */
    private double waitingForCpus(Step<?, ?> step) {
        if (!design.workers().contains(step.name())) {
            return 0;
        }
        int atOnce = design.concurrencyOf(step);
        double cpus =
                Math.min(design.compute().workers(), atOnce) * design.compute().taskCpu() / CPU_UNITS;
        return consumed(step) * profile.of(step.name()).microsPerRecord() / MICROS * atOnce / cpus;
    }

    private double observerTail() {
        return figures.assumptions().hopSeconds() + figures.assumptions().functionStartSeconds();
    }

    private List<Bound> limits(double functionSeconds) {
        Quotas.Account account = figures.quotas().account();
        List<Bound> limits = new ArrayList<>();
        for (LoadStep<?> load : design.pipeline().loads()) {
            limits.add(limit(
                    Bound.Kind.TABLE,
                    load.table().name(),
                    rowUnits(load),
                    design.writesPerSecondOf(load.table().name())));
        }
        if (traffic.ledger().runWrites() > 0) { // counters alone are spread over as many partitions as one likes
            // Each part is a run of its own, with a partition of its own.
            limits.add(limit(
                    Bound.Kind.LEDGER,
                    "ledger",
                    traffic.ledger().writeUnits(),
                    (double) account.partitionWritesPerSecond() * design.parts()));
        }
        limits.add(limit(
                Bound.Kind.PUT_EVENTS,
                "PutEvents",
                traffic.putCalls(),
                figures.region().putEventsPerSecond()));
        limits.add(limit(
                Bound.Kind.DELIVERIES,
                "EventBridge's deliveries",
                traffic.messages(),
                figures.region().invocationsPerSecond()));
        limits.add(limit(Bound.Kind.FUNCTIONS, "Lambda's concurrency", functionSeconds, account.lambdaConcurrency()));
        return limits;
    }

    private static Bound limit(Bound.Kind kind, String name, long work, double perSecond) {
        return limit(kind, name, (double) work, perSecond);
    }

    private static Bound limit(Bound.Kind kind, String name, double work, double perSecond) {
        return new Bound(kind, name, work, perSecond);
    }

    /** Larger files than the arrivals read themselves. */
    boolean extractOnTask() {
        return workload.bytes() / design.parts() > taskFromBytes();
    }

    private static double taskFromBytes() {
        return Long.parseLong(Setting.TASK_FROM_BYTES.unlessSet().orElseThrow());
    }

    /** The files that one may be cut into so that a task still reads each; 0 where a function reads it uncut. */
    static long mostPartsOnTasks(Workload workload) {
        return (long) Math.ceil(workload.bytes() / taskFromBytes()) - 1;
    }

    /** Over all parts: each reads its records one chunk after the other, and waits for the bus with each event. */
    double extractSeconds() {
        String name = design.pipeline().extract().name();
        double cpu = extractOnTask() ? taskCpus() : functionCpus();
        return workload.records() * profile.of(name).microsPerRecord() / MICROS / cpu
                + eventsOf(name) / eventsPerPut() * figures.assumptions().putEventsMillis() / MILLIS
                + claimsOf(name) * figures.assumptions().blobPutMillis() / MILLIS;
    }

    /** What a batch of a step's messages takes. */
    double batchSeconds(Step<?, ?> step) {
        QueueFlow queue = traffic.queue(step.name());
        double batches = Math.max(1, queue.batches());
        double records = consumed(step) / batches;
        boolean onWorker = design.workers().contains(step.name());
        Assumptions assumed = figures.assumptions();
        double millis = onWorker ? 0 : assumed.invocationMillis();
        millis += eventsOf(step.name()) / batches / eventsPerPut() * assumed.putEventsMillis();
        millis += claimsOf(step.name()) / batches * assumed.blobPutMillis();
        millis += fetchesOf(step) / batches * assumed.blobGetMillis();
        if (step instanceof LoadStep<?>) {
            double atATime =
                    Double.parseDouble(Setting.TABLE_CONCURRENCY.unlessSet().orElseThrow());
            millis += Math.ceil(records / atATime) * assumed.putItemMillis();
        }
        return millis / MILLIS
                + records
                        * profile.of(step.name()).microsPerRecord()
                        / MICROS
                        / (onWorker ? taskCpus() : functionCpus());
    }

    /** Over all its batches; one that takes several events writes them side by side. */
    double observerSeconds() {
        LedgerFlow ledger = traffic.ledger();
        return traffic.queue(Rule.OBSERVER).batches() * figures.assumptions().invocationMillis() / MILLIS
                + ledger.writes()
                        / (double) traffic.queue(Rule.OBSERVER).batch()
                        * figures.assumptions().updateItemMillis()
                        / MILLIS
                + ledger.readUnits() * figures.assumptions().getItemMillis() / MILLIS;
    }

    private double eventsPerPut() {
        return Math.max(1, (double) traffic.eventCount() / Math.max(1, traffic.putCalls()));
    }

    private double consumed(Step<?, ?> step) {
        return profile.consumedBy(step, design.pipeline()) * workload.records();
    }

    private double rowUnits(LoadStep<?> load) {
        double all = 0;
        for (LoadStep<?> each : design.pipeline().loads()) {
            all += consumed(each);
        }
        return all == 0 ? 0 : traffic.rowUnits() * consumed(load) / all;
    }

    private double eventsOf(String step) {
        return traffic.events().stream()
                .filter(flow -> flow.step().equals(step))
                .mapToDouble(EventFlow::events)
                .sum();
    }

    private double claimsOf(String step) {
        return traffic.events().stream()
                .filter(flow -> flow.step().equals(step))
                .mapToDouble(EventFlow::claims)
                .sum();
    }

    private double fetchesOf(Step<?, ?> step) {
        return step.consumes()
                .map(type -> traffic.events().stream()
                        .filter(flow -> flow.type().equals(type.name()))
                        .mapToDouble(EventFlow::claims)
                        .sum())
                .orElse(0.0);
    }

    private List<Step<?, ?>> queued() {
        return design.pipeline().steps().stream()
                .<Step<?, ?>>map(step -> step)
                .filter(step -> step.consumes().isPresent())
                .toList();
    }

    /** More than one helps no record. */
    private double functionCpus() {
        return Math.min(1, (double) design.compute().functionMegabytes() / Compute.MEGABYTES_OF_ONE_CPU);
    }

    private double taskCpus() {
        return Math.min(1, design.compute().taskCpu() / CPU_UNITS);
    }
}
