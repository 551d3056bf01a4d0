package io.quadrille.observer.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quadrille.events.Counts;
import io.quadrille.events.SourceObject;
import io.quadrille.observer.ledger.RejectGroup;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.runs.Bottleneck;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.observer.runs.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs as the API tells of them. */
final class RunViews {
    private RunViews() {}

    /**
     * A run in a list.
     *
     * @param seconds from start to end; null while it goes on
     * @param recordsPerSecond extracted over seconds; null while it goes on
     * @param problem the most pressing trouble in a few words; null where there is none
     */
    record Summary(
            String run,
            int attempt,
            String pipeline,
            String status,
            @Nullable Source source,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Double seconds,
            long extracted,
            long expanded,
            long loaded,
            long rejected,
            long filtered,
            long deadLettered,
            long inFlight,
            boolean balanced,
            @Nullable Double recordsPerSecond,
            @Nullable String problem) {
        static Summary of(RunReport report) {
            SinkReport whole = report.headline();
            Duration duration = report.findDuration().orElse(null);
            return new Summary(
                    report.run().run(),
                    report.run().attempt(),
                    report.run().pipeline(),
                    report.status().name(),
                    Source.of(report.source()),
                    report.startedAt(),
                    report.endedAt(),
                    duration == null ? null : RunViews.seconds(duration),
                    whole.extracted(),
                    whole.expanded(),
                    whole.loaded(),
                    whole.rejected(),
                    whole.filtered(),
                    whole.deadLettered(),
                    whole.inFlight(),
                    report.balanced(),
                    duration == null ? null : perSecond(whole.extracted(), duration),
                    Clipped.textOrNull(report.findTopProblem().orElse(null)));
        }

        private static double perSecond(long records, Duration duration) {
            return records / Math.max(0.001, RunViews.seconds(duration));
        }
    }

    /** @param uri a file's absolute path, or an S3 URI */
    record Source(String name, String uri, String version, long bytes) {
        static @Nullable Source of(@Nullable SourceObject source) {
            if (source == null) {
                return null;
            }
            String uri = source.bucket().equals(SourceObject.LOCAL)
                    ? source.key()
                    : "s3://" + source.bucket() + "/" + source.key();
            return new Source(Clipped.text(source.fileName()), Clipped.text(uri), source.version(), source.bytes());
        }
    }

    /** @param verdict how it went in a few sentences */
    record Detail(
            @JsonUnwrapped Summary summary,
            String verdict,
            long duplicates,
            @Nullable String failure,
            List<String> ignoredColumns,
            List<String> missing,
            List<String> conflicts,
            List<Sink> sinks,
            List<StepView> steps,
            @Nullable Slowest bottleneck,
            List<Group> rejects,
            List<Letter> deadLetters,
            List<Amendment> history) {}

    static Detail detail(RunReport report, List<Letter> letters, Instant now) {
        return new Detail(
                Summary.of(report),
                Clipped.text(report.verdict(now)),
                report.duplicates(),
                Clipped.textOrNull(report.failure()),
                Clipped.names(report.ignoredColumns()),
                Clipped.texts(report.stalledOn()),
                Clipped.texts(report.conflicts().stream()
                        .map(conflict -> conflict.message())
                        .toList()),
                report.sinks().stream().map(Sink::of).toList(),
                steps(report),
                Slowest.of(report.bottleneck()),
                report.rejects().stream().map(Group::of).toList(),
                letters,
                report.amendments().stream().map(Amendment::of).toList());
    }

    /** extracted + expanded = loaded + rejected + filtered + deadLettered + inFlight, where it balances. */
    record Sink(
            String step,
            @Nullable String table,
            long extracted,
            long expanded,
            long loaded,
            long rejected,
            long filtered,
            long deadLettered,
            long inFlight,
            boolean balanced) {
        static Sink of(SinkReport sink) {
            return new Sink(
                    sink.step(),
                    sink.table(),
                    sink.extracted(),
                    sink.expanded(),
                    sink.loaded(),
                    sink.rejected(),
                    sink.filtered(),
                    sink.deadLettered(),
                    sink.inFlight(),
                    sink.balanced());
        }
    }

    /** @param out records emitted, or loaded */
    record StepView(
            String step,
            String kind,
            @Nullable String upstream,
            @Nullable String table,
            String state,
            long in,
            long out,
            long expanded,
            long rejected,
            long filtered,
            long deadLettered,
            long backlog,
            long chunks,
            double recordsPerSecond,
            Millis waiting,
            Millis working) {}

    static List<StepView> steps(RunReport report) {
        return report.steps().stream().map(step -> step(report, step)).toList();
    }

    private static StepView step(RunReport report, StepReport step) {
        Counts counts = step.counts();
        String table = report.sinks().stream()
                .filter(sink -> sink.step().equals(step.step()))
                .map(SinkReport::table)
                .findFirst()
                .orElse(null);
        return new StepView(
                step.step(),
                step.kind().name(),
                step.upstream(),
                table,
                step.state().name(),
                counts.in(),
                counts.out() + counts.loaded(),
                counts.expanded(),
                counts.rejected(),
                counts.filtered(),
                step.deadLettered(),
                step.backlog(),
                step.chunks(),
                step.recordsPerSecond(),
                Millis.of(step.waiting()),
                Millis.of(step.working()));
    }

    /** A chunk's time, in milliseconds; right to within a factor of 2.5. */
    record Millis(double p50, double p95, double p99) {
        static Millis of(StepReport.Quantiles quantiles) {
            return new Millis(millis(quantiles.p50()), millis(quantiles.p95()), millis(quantiles.p99()));
        }
    }

    record Slowest(String step, String kind, String reason) {
        static @Nullable Slowest of(@Nullable Bottleneck bottleneck) {
            return bottleneck == null
                    ? null
                    : new Slowest(bottleneck.step(), bottleneck.kind().name(), bottleneck.reason());
        }
    }

    /** @param column null where it is the record as a whole */
    record Group(String step, @Nullable String column, String code, long records) {
        static Group of(RejectGroup group) {
            return new Group(group.step(), Clipped.nameOrNull(group.column()), group.code(), group.records());
        }
    }

    /** A chunk that ran out of deliveries. */
    record Letter(
            String step,
            int chunk,
            long records,
            long firstLine,
            long lastLine,
            String reason,
            int deliveries,
            Instant at) {}

    /** What was done to the run afterwards. */
    record Amendment(int number, String action, long records, Instant at) {
        static Amendment of(RunHistory.Amendment amendment) {
            return new Amendment(amendment.number(), amendment.action(), amendment.records(), amendment.at());
        }
    }

    /** @param next the cursor of the page after; null on the last */
    record PageOf<T>(List<T> items, @Nullable String next) {}

    static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1_000 / 1_000.0;
    }
}
