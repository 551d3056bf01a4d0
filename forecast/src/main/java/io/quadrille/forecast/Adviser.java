package io.quadrille.forecast;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.pipeline.Step;
import io.quadrille.forecast.Advice.Change;
import io.quadrille.forecast.Advice.Kind;
import io.quadrille.forecast.Forecast.Outlook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Widens one bottleneck after the other until a run ends in time, or nothing is left to change. Used once. */
final class Adviser {
    private static final int MOST_STEPS = 60;
    private static final int MOST_FILES = 1_000;
    private static final int MOST_CONCURRENCY = 1_000;
    private static final int MOST_CHUNK_RECORDS = 10_000;
    /** What a table is warmed for is told in these. */
    private static final int WRITES_STEP = 1_000;
    /** A change that gains less is not worth it. */
    private static final double LEAST_GAIN = 0.03;

    private final Forecaster forecaster;
    private final Forecast forecast;
    private final Duration deadline;
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private Outlook now;

    Adviser(Forecaster forecaster, Forecast forecast, Duration deadline) {
        this.forecaster = forecaster;
        this.forecast = forecast;
        this.deadline = deadline;
        this.now = forecast.ours();
    }

    Advice advice() {
        for (int i = 0; i < MOST_STEPS && !inTime(); i++) {
            Optional<Outlook> wider = widened(now.pace().bottleneck());
            if (wider.isEmpty()) {
                break;
            }
            now = wider.get();
        }
        return new Advice(deadline, List.copyOf(changes.values()), now, inTime());
    }

    private boolean inTime() {
        return now.pace().seconds() <= seconds(deadline);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    /** What the bottleneck may take; where beginning and ending take all the time there is, half of what it takes. */
    private double left() {
        double left = seconds(deadline) - now.pace().fixedSeconds();
        return left > 0 ? left : now.pace().bottleneck().seconds() / 2;
    }

    private Optional<Outlook> widened(Bound bound) {
        return switch (bound.kind()) {
            case EXTRACT -> larger().or(this::longerChunks).or(() -> moreFiles(bound));
            case STEP -> moreAtOnce(bound).or(this::larger);
            case OBSERVER -> larger().or(this::longerChunks);
            case TABLE -> warmer(bound);
            case LEDGER -> longerChunks().or(() -> moreFiles(bound));
            case PUT_EVENTS, DELIVERIES -> longerChunks().or(() -> quota(bound));
            case FUNCTIONS -> quota(bound);
        };
    }

    private Optional<Outlook> larger() {
        int place = Compute.ALL.indexOf(now.design().compute());
        if (place + 1 >= Compute.ALL.size()) {
            return Optional.empty();
        }
        Compute next = Compute.ALL.get(place + 1);
        return taken(
                now.design().sized(next),
                new Change(Kind.SIZE, "", next.functionMegabytes(), "deploy it in size " + next.size()));
    }

    /** Twice as long, as long as every event still carries its own records. */
    private Optional<Outlook> longerChunks() {
        Design design = now.design();
        int records = design.format().chunkRecords() * 2;
        int bytes = (int) Math.min(Integer.MAX_VALUE, design.format().chunkBytes() * 2L);
        if (records > MOST_CHUNK_RECORDS) {
            return Optional.empty();
        }
        Design longer = design.chunks(records, bytes);
        Outlook outlook = outlook(longer);
        if (outlook.traffic().blobPuts() > now.traffic().blobPuts()) {
            return Optional.empty();
        }
        return taken(
                longer,
                new Change(
                        Kind.CHUNKS,
                        design.pipeline().extract().name(),
                        records,
                        "put more in a chunk: csv().chunkRecords(%d).chunkBytes(%d)".formatted(records, bytes)));
    }

    private Optional<Outlook> moreFiles(Bound bound) {
        long parts = Math.max(now.design().parts() + 1L, (long) Math.ceil(bound.busySeconds() / left()));
        return parts > MOST_FILES
                ? Optional.empty()
                : taken(
                        now.design().cut((int) parts),
                        new Change(
                                Kind.FILES,
                                "",
                                parts,
                                "drop it as %d files, which are read side by side".formatted(parts)));
    }

    private Optional<Outlook> moreAtOnce(Bound bound) {
        Step<?, ?> step = now.design().pipeline().requireStep(bound.name());
        int most = Math.min(MOST_CONCURRENCY, now.design().compute().mostConcurrency());
        long needed = Math.min(most, (long) Math.ceil(bound.busySeconds() / left()));
        return needed <= now.design().concurrencyOf(step)
                ? Optional.empty()
                : taken(
                        now.design().concurrency(bound.name(), (int) needed),
                        new Change(
                                Kind.CONCURRENCY,
                                bound.name(),
                                needed,
                                "give step '%s' .concurrency(%d)".formatted(bound.name(), needed)));
    }

    private Optional<Outlook> warmer(Bound bound) {
        int most = forecaster.quotas().account().tableWritesPerSecond();
        double units = bound.busySeconds() * now.design().tableWritesPerSecond();
        long needed = Math.min(most, (long) Math.ceil(units / left() / WRITES_STEP) * WRITES_STEP);
        return needed <= now.design().tableWritesPerSecond()
                ? Optional.empty()
                : taken(
                        now.design().warmed((int) needed),
                        new Change(
                                Kind.WARM_THROUGHPUT,
                                bound.name(),
                                needed,
                                "warm table '%s' for %,d writes a second".formatted(bound.name(), needed)));
    }

    /** Told, but not reckoned with: the answer is AWS's. */
    private Optional<Outlook> quota(Bound bound) {
        changes.put(
                Kind.QUOTA + bound.name(),
                new Change(
                        Kind.QUOTA,
                        bound.name(),
                        (long) Math.ceil(bound.seconds() / left()),
                        "ask AWS for %d times the quota of %s"
                                .formatted((long) Math.ceil(bound.seconds() / left()), bound.name())));
        return Optional.empty();
    }

    private Outlook outlook(Design design) {
        return forecaster.ours(design, forecast.workload(), forecast.profile());
    }

    private Optional<Outlook> taken(Design design, Change change) {
        Outlook after = outlook(design);
        if (after.pace().bottleneck().seconds() > now.pace().bottleneck().seconds() * (1 - LEAST_GAIN)
                && after.pace().bottleneck().kind() == now.pace().bottleneck().kind()
                && after.pace()
                        .bottleneck()
                        .name()
                        .equals(now.pace().bottleneck().name())) {
            return Optional.empty();
        }
        changes.put(change.kind() + change.of(), change);
        return Optional.of(after);
    }
}
