package io.quadrille.forecast;

import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import io.quadrille.forecast.Bill.What;
import java.util.ArrayList;
import java.util.List;

/** Prices a run's traffic and the time that its parts take. */
final class BillCount {
    private static final double GIGABYTE = 1e9;
    private static final double MEGABYTES = 1_024;
    private static final double HOUR = 3_600;

    /** The shortest time that Fargate charges for ("AWS Fargate pricing"). */
    private static final double LEAST_TASK_SECONDS = 60;

    /** Of a file: its description, and reading it. */
    private static final int GETS_OF_A_FILE = 2;

    private final Design design;
    private final Traffic traffic;
    private final PaceCount times;
    private final Pace pace;
    private final PaceCount.Figures figures;
    private final List<Bill.Line> lines = new ArrayList<>();

    BillCount(Design design, Traffic traffic, PaceCount times, Pace pace, PaceCount.Figures figures) {
        this.design = design;
        this.traffic = traffic;
        this.times = times;
        this.pace = pace;
        this.figures = figures;
    }

    Bill bill() {
        add(Price.EVENTBRIDGE_UNIT, What.EVENTS, traffic.eventUnits());
        add(Price.EVENTBRIDGE_ARCHIVE_GIGABYTE, What.EVENTS, traffic.eventBytes() / GIGABYTE);
        add(Price.SQS_REQUEST, What.QUEUES, traffic.queueRequests());
        add(Price.DYNAMODB_WRITE_UNIT, What.ROWS, traffic.rowUnits());
        add(Price.DYNAMODB_WRITE_UNIT, What.LEDGER, traffic.ledger().writeUnits());
        add(Price.DYNAMODB_READ_UNIT, What.LEDGER, traffic.ledger().readUnits());
        add(Price.S3_PUT, What.CLAIM_CHECKS, traffic.blobPuts());
        add(Price.S3_GET, What.CLAIM_CHECKS, traffic.blobGets());
        add(Price.S3_GET, What.EXTRACT, (double) GETS_OF_A_FILE * design.parts());
        extract();
        long invocations = pace.extractOnTask() ? 0 : design.parts();
        for (Step<?, ?> step : design.pipeline().steps()) {
            if (step.consumes().isPresent()) {
                invocations += step(step);
            }
        }
        invocations += function(What.OBSERVER, traffic.queue(Rule.OBSERVER).batches(), times.observerSeconds());
        add(Price.LOGS_GIGABYTE, What.LOGS, invocations * figures.assumptions().logBytesPerInvocation() / GIGABYTE);
        if (design.pipeline().hasSensitive()) {
            add(Price.KMS_REQUEST, What.DATA_KEYS, dataKeyCalls());
        }
        return new Bill(lines);
    }

    private void extract() {
        if (pace.extractOnTask()) {
            double seconds = figures.assumptions().taskStartSeconds() + times.extractSeconds() / design.parts();
            fargate(What.EXTRACT, design.parts() * Math.max(LEAST_TASK_SECONDS, seconds));
        } else {
            function(What.EXTRACT, design.parts(), times.extractSeconds());
        }
    }

    /** @return its invocations; none on a worker, whose tasks are paid for as long as the run takes */
    private long step(Step<?, ?> step) {
        if (design.workers().contains(step.name())) {
            int tasks = Math.min(design.compute().workers(), design.concurrencyOf(step));
            fargate(What.STEPS, tasks * pace.seconds());
            return 0;
        }
        long batches = traffic.queue(step.name()).batches();
        return function(What.STEPS, batches, batches * times.batchSeconds(step));
    }

    private long function(What what, long invocations, double seconds) {
        add(Price.LAMBDA_REQUEST, what, invocations);
        add(Price.LAMBDA_GIGABYTE_SECOND, what, seconds * design.compute().functionMegabytes() / MEGABYTES);
        return invocations;
    }

    private void fargate(What what, double seconds) {
        add(Price.FARGATE_CPU_HOUR, what, seconds / HOUR * design.compute().taskCpu() / MEGABYTES);
        add(Price.FARGATE_GIGABYTE_HOUR, what, seconds / HOUR * design.compute().taskMegabytes() / MEGABYTES);
    }

    /** A run's key is made once and opened by each process that meets it. */
    private double dataKeyCalls() {
        double opened = design.parts();
        for (Step<?, ?> step : design.pipeline().steps()) {
            if (step.consumes().isPresent()) {
                opened += Math.min(
                        design.concurrencyOf(step), traffic.queue(step.name()).batches());
            }
        }
        return design.parts() + opened;
    }

    private void add(Price price, What what, long quantity) {
        add(price, what, (double) quantity);
    }

    private void add(Price price, What what, double quantity) {
        for (int i = 0; i < lines.size(); i++) {
            Bill.Line line = lines.get(i);
            if (line.price() == price && line.what() == what) {
                double sum = line.quantity() + quantity;
                lines.set(i, new Bill.Line(price, what, sum, figures.prices().of(price, sum)));
                return;
            }
        }
        lines.add(new Bill.Line(price, what, quantity, figures.prices().of(price, quantity)));
    }
}
