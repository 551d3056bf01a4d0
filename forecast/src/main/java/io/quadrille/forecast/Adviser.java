package io.quadrille.forecast;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.forecast.Advice.Change;
import io.quadrille.forecast.Advice.Kind;
import io.quadrille.forecast.Forecast.Outlook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Widens one bottleneck after the other until a run ends in time or nothing is left to change, then takes back what was
 * more than needed. Used once.
 */
final class Adviser {
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_FILES = 1_000;
    private static final int MOST_DOUBLINGS = 5;
    /** What a table is warmed for is told in these. */
    private static final int WRITES_STEP = 1_000;
    /** A change that gains less is not worth it. */
    private static final double LEAST_GAIN = 0.03;

    private final Forecaster forecaster;
    private final Forecast forecast;
    private final double deadlineSeconds;
    private final Duration deadline;
    /** How far each thing is changed, in steps of its own. */
    private Map<Lever, Integer> taken = new LinkedHashMap<>();

    private Outlook now;
    private Optional<Change> toAsk = Optional.empty();

    /**
     * Something that can be changed.
     *
     * @param of a step or table, or empty
     */
    private record Lever(Kind kind, String of) {}

    Adviser(Forecaster forecaster, Forecast forecast, Duration deadline) {
        this.forecaster = forecaster;
        this.forecast = forecast;
        this.deadline = deadline;
        this.deadlineSeconds = deadline.toMillis() / 1e3;
        this.now = forecast.ours();
    }

    Advice advice() {
        for (int i = 0; i < MOST_ROUNDS && !inTime(now) && widen(now.pace().bottleneck()); i++) {
            // each round has changed one thing
        }
        boolean met = inTime(now);
        if (met) {
            List.copyOf(taken.keySet()).forEach(this::takeBack);
        }
        List<Change> changes = new java.util.ArrayList<>();
        taken.forEach((lever, steps) -> changes.add(change(lever, steps)));
        if (!met) {
            toAsk.ifPresent(changes::add);
        }
        return new Advice(deadline, changes, now, met);
    }

    private boolean inTime(Outlook outlook) {
        return outlook.pace().seconds() <= deadlineSeconds;
    }

    /** What the bottleneck may take; where beginning and ending take all the time there is, half of what it takes. */
    private double left() {
        double left = deadlineSeconds - now.pace().fixedSeconds();
        return left > 0 ? left : now.pace().bottleneck().seconds() / 2;
    }

    /** @return whether anything was changed */
    private boolean widen(Bound bound) {
        return switch (bound.kind()) {
            case EXTRACT -> larger() || longerChunks() || moreFiles(bound);
            case STEP -> moreAtOnce(bound) || onLambda(bound) || larger();
            case OBSERVER -> larger() || longerChunks();
            case TABLE -> warmer(bound) || quota(bound);
            case LEDGER -> longerChunks() || moreFiles(bound);
            case PUT_EVENTS, DELIVERIES -> longerChunks() || quota(bound);
            case FUNCTIONS -> quota(bound);
        };
    }

    private boolean larger() {
        int next = Compute.ALL.indexOf(now.design().compute()) + 1;
        return next < Compute.ALL.size() && take(new Lever(Kind.SIZE, ""), next);
    }

    /** Twice as long, as long as every event still carries its own records. */
    private boolean longerChunks() {
        Lever lever = new Lever(Kind.CHUNKS, "");
        int doublings = taken.getOrDefault(lever, 0) + 1;
        return doublings <= MOST_DOUBLINGS
                && outlook(with(lever, doublings)).traffic().blobPuts()
                        <= now.traffic().blobPuts()
                && take(lever, doublings);
    }

    /** As many as are needed; or so few that each is still read by a task, where fewer functions than that read files. */
    private boolean moreFiles(Bound bound) {
        int parts = now.design().parts();
        Lever lever = new Lever(Kind.FILES, "");
        int needed = (int) Math.min(MOST_FILES, Math.max(parts + 1.0, Math.ceil(bound.seconds() * parts / left())));
        int onTasks = (int) Math.min(needed, PaceCount.mostPartsOnTasks(forecast.workload()));
        double many = secondsOf(bound, outlook(with(lever, needed)));
        boolean fewer = onTasks > parts && secondsOf(bound, outlook(with(lever, onTasks))) < many;
        return take(lever, fewer ? onTasks : needed);
    }

    private static double secondsOf(Bound bound, Outlook outlook) {
        return outlook.pace().of(bound.kind(), bound.name()).seconds();
    }

    private boolean moreAtOnce(Bound bound) {
        int needed = (int) Math.min(now.design().compute().mostConcurrency(), Math.ceil(bound.work() / left()));
        return needed > bound.limit() && take(new Lever(Kind.CONCURRENCY, bound.name()), needed);
    }

    /** Where each batch has a CPU of its own; the tasks of a worker share theirs. */
    private boolean onLambda(Bound bound) {
        return now.design().workers().contains(bound.name()) && take(new Lever(Kind.PLACEMENT, bound.name()), 1);
    }

    private boolean warmer(Bound bound) {
        int most = forecaster.quotas().account().tableWritesPerSecond();
        int needed = Math.min(most / WRITES_STEP, (int) Math.ceil(bound.work() / left() / WRITES_STEP));
        return needed * WRITES_STEP > now.design().writesPerSecondOf(bound.name())
                && take(new Lever(Kind.WARM_THROUGHPUT, bound.name()), needed);
    }

    /** Told, but not reckoned with: the answer is AWS's. */
    private boolean quota(Bound bound) {
        int times = (int) Math.ceil(bound.seconds() / left());
        toAsk = Optional.of(new Change(
                Kind.QUOTA,
                bound.name(),
                times,
                "ask AWS for %d times the quota of %s"
                        .formatted(
                                times,
                                bound.kind() == Bound.Kind.TABLE
                                        ? "table '" + bound.name() + "' in write units a second"
                                        : bound.name())));
        return false;
    }

    /** @return false if it gains next to nothing */
    private boolean take(Lever lever, int steps) {
        Map<Lever, Integer> more = with(lever, steps);
        Outlook after = outlook(more);
        Bound before = now.pace().bottleneck();
        double gained =
                before.seconds() - after.pace().of(before.kind(), before.name()).seconds();
        if (gained < before.seconds() * LEAST_GAIN) {
            return false;
        }
        taken = more;
        now = after;
        return true;
    }

    /** As far as the run still ends in time; a later change may have made an earlier one smaller, or needless. */
    private void takeBack(Lever lever) {
        int low = least(lever) - 1;
        int high = taken.getOrDefault(lever, 0);
        if (inTime(outlook(without(lever)))) {
            taken = without(lever);
        } else {
            while (high - low > 1) {
                int middle = (low + high) / 2;
                if (inTime(outlook(with(lever, middle)))) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            taken = with(lever, high);
        }
        now = outlook(taken);
    }

    private int least(Lever lever) {
        return lever.kind() == Kind.SIZE
                ? Compute.ALL.indexOf(forecast.ours().design().compute()) + 1
                : 1;
    }

    private Map<Lever, Integer> with(Lever lever, int steps) {
        Map<Lever, Integer> more = new LinkedHashMap<>(taken);
        more.put(lever, steps);
        return more;
    }

    private Map<Lever, Integer> without(Lever lever) {
        Map<Lever, Integer> fewer = new LinkedHashMap<>(taken);
        fewer.remove(lever);
        return fewer;
    }

    private Outlook outlook(Map<Lever, Integer> changes) {
        Design design = forecast.ours().design();
        for (Map.Entry<Lever, Integer> change : changes.entrySet()) {
            design = changed(design, change.getKey(), change.getValue());
        }
        return forecaster.ours(design, forecast.workload(), forecast.profile());
    }

    private Design changed(Design design, Lever lever, int steps) {
        return switch (lever.kind()) {
            case CHUNKS -> design.chunks(chunkRecords(steps), chunkBytes(steps));
            case CONCURRENCY -> design.concurrency(lever.of(), steps);
            case PLACEMENT -> design.onLambda(lever.of());
            case SIZE -> design.sized(Compute.ALL.get(steps));
            case WARM_THROUGHPUT -> design.warmed(lever.of(), steps * WRITES_STEP);
            case FILES -> design.cut(steps);
            case QUOTA -> throw new IllegalArgumentException("a quota is AWS's to change");
        };
    }

    private Change change(Lever lever, int steps) {
        return switch (lever.kind()) {
            case CHUNKS ->
                new Change(
                        Kind.CHUNKS,
                        forecast.ours().design().pipeline().extract().name(),
                        chunkRecords(steps),
                        "put more in a chunk: csv().chunkRecords(%d).chunkBytes(%d)"
                                .formatted(chunkRecords(steps), chunkBytes(steps)));
            case CONCURRENCY ->
                new Change(
                        Kind.CONCURRENCY,
                        lever.of(),
                        steps,
                        "give step '%s' .concurrency(%d)".formatted(lever.of(), steps));
            case PLACEMENT ->
                new Change(
                        Kind.PLACEMENT,
                        lever.of(),
                        1,
                        "place step '%s' on Lambda: leave it out of the workers".formatted(lever.of()));
            case SIZE -> {
                Compute size = Compute.ALL.get(steps);
                yield new Change(Kind.SIZE, size.size(), size.functionMegabytes(), "deploy it in size " + size.size());
            }
            case WARM_THROUGHPUT ->
                new Change(
                        Kind.WARM_THROUGHPUT,
                        lever.of(),
                        (long) steps * WRITES_STEP,
                        "warm table '%s' for %,d writes a second".formatted(lever.of(), steps * WRITES_STEP));
            case FILES ->
                new Change(Kind.FILES, "", steps, "drop it as %d files, which are read side by side".formatted(steps));
            case QUOTA -> throw new IllegalArgumentException("a quota is no lever");
        };
    }

    private int chunkRecords(int doublings) {
        return (int) Math.min(100_000, (long) format().chunkRecords() << doublings);
    }

    private int chunkBytes(int doublings) {
        return (int) Math.min(Integer.MAX_VALUE, (long) format().chunkBytes() << doublings);
    }

    private CsvFormat format() {
        return forecast.ours().design().format();
    }
}
