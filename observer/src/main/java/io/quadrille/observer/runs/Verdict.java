package io.quadrille.observer.runs;

import static io.quadrille.observer.runs.Words.counted;
import static io.quadrille.observer.runs.Words.grouped;

import io.quadrille.observer.ledger.RejectGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a run went, in words. */
final class Verdict {
    private static final int MOST_GROUPS = 3;

    private final RunReport report;
    private final Instant now;

    Verdict(RunReport report, Instant now) {
        this.report = report;
        this.now = now;
    }

    String text() {
        return switch (report.status()) {
            case FAILED ->
                "Failed: " + sentence(String.valueOf(report.failure()))
                        + (report.isUntouched() ? "" : " " + loaded() + ".");
            case STALLED ->
                "Stalled: " + loaded() + " after " + took() + ", and nothing more comes. Missing: "
                        + String.join("; ", report.stalledOn()) + "." + rejected();
            case RUNNING -> loaded() + " so far, in " + took() + "." + rejected() + slowest();
            case COMPLETE, COMPLETE_WITH_REJECTS, COMPLETE_WITH_DEAD_LETTERS ->
                report.extracted() == 0
                        ? "0 records: the file is empty, or has only a header."
                        : loaded() + " in " + took() + "." + rejected() + dead() + slowest();
        };
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private String loaded() {
        if (report.sinks().size() == 1) {
            SinkReport only = report.headline();
            long records = only.extracted() + only.expanded();
            return grouped(only.loaded()) + " of " + counted(records, "record") + " loaded";
        }
        return report.sinks().stream()
                        .map(sink ->
                                grouped(sink.loaded()) + " into " + (sink.table() == null ? sink.step() : sink.table()))
                        .collect(Collectors.joining(", ", "Of " + counted(report.extracted(), "record") + " ", ""))
                + " loaded";
    }

    private String took() {
        Duration duration = report.findDuration().orElseGet(() -> Duration.between(report.startedAt(), now));
        return Words.duration(duration.isNegative() ? Duration.ZERO : duration);
    }

    private String rejected() {
        if (report.rejects().isEmpty()) {
            return "";
        }
        long total = report.rejects().stream().mapToLong(RejectGroup::records).sum();
        List<RejectGroup> most = report.rejects()
                .subList(0, Math.min(MOST_GROUPS, report.rejects().size()));
        int more = report.rejects().size() - most.size();
        return " " + grouped(total) + " rejected: "
                + most.stream().map(Verdict::words).collect(Collectors.joining(", "))
                + (more == 0 ? "" : ", and " + counted(more, "reason") + " more") + ".";
    }

    private String dead() {
        long dead = report.steps().stream().mapToLong(StepReport::deadLettered).sum();
        return dead == 0 ? "" : " " + counted(dead, "record") + " in dead letters.";
    }

    private String slowest() {
        Bottleneck bottleneck = report.bottleneck();
        return bottleneck == null ? "" : " " + bottleneck.sentence();
    }

    /** The most pressing trouble: a failure, a stall, dead letters, what does not balance, the largest group of rejects. */
    static Optional<String> problem(RunReport report) {
        long dead = report.steps().stream().mapToLong(StepReport::deadLettered).sum();
        if (report.failure() != null) {
            return Optional.of(report.failure());
        } else if (!report.stalledOn().isEmpty()) {
            return Optional.of("stalled: " + report.stalledOn().get(0));
        } else if (!report.balanced()) {
            return Optional.of("does not balance");
        } else if (dead > 0) {
            return Optional.of(counted(dead, "record") + " in dead letters");
        }
        return report.rejects().stream().findFirst().map(Verdict::words);
    }

    private static String words(RejectGroup group) {
        String reason = group.code().toLowerCase(Locale.ROOT).replace('_', ' ');
        return grouped(group.records()) + " " + (group.column() == null ? "" : group.column() + " ") + reason;
    }
}
