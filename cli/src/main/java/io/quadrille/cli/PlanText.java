package io.quadrille.cli;

import static io.quadrille.cli.Numbers.counted;
import static io.quadrille.cli.Numbers.duration;
import static io.quadrille.cli.Numbers.grouped;

import io.quadrille.forecast.Advice;
import io.quadrille.forecast.Bill;
import io.quadrille.forecast.Bound;
import io.quadrille.forecast.Forecast;
import io.quadrille.forecast.Price;
import io.quadrille.forecast.Profile;
import io.quadrille.forecast.Workload;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A forecast for people, on one screen: the verdict, what it costs, dearest first, what it waits for, what to change. */
final class PlanText {
    private static final int MOST_BOUNDS = 4;
    private static final double CENT = 0.01;

    private final Plan plan;
    private final Forecast forecast;
    private final Paint paint;
    private final StringBuilder text = new StringBuilder();

    PlanText(Plan plan, Paint paint) {
        this.plan = plan;
        this.forecast = plan.forecast();
        this.paint = paint;
    }

    String text() {
        line(paint.dim(title()));
        line(verdict());
        line("");
        text.append(costs());
        line("");
        line(comparison());
        line("");
        text.append(bounds());
        advice();
        line("");
        line(paint.dim(sources()));
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String title() {
        Workload workload = forecast.workload();
        return "plan for " + forecast.ours().design().pipeline().name() + ", size "
                + forecast.ours().design().compute().size() + ", " + plan.region() + ": "
                + counted(workload.records(), "record") + " of "
                + Numbers.bytes(workload.bytesPerRecord()) + ", " + Numbers.bytes(workload.bytes()) + " in "
                + counted(forecast.ours().traffic().chunks(), "chunk");
    }

    private String verdict() {
        Advice advice = plan.advice();
        String about = "About " + paint.bold(duration(forecast.duration())) + " and "
                + paint.bold(money(forecast.ours().bill().dollars())) + "; it waits for "
                + name(forecast.ours().pace().bottleneck()) + ".";
        if (advice == null) {
            return about;
        }
        return forecast.duration().compareTo(advice.within()) <= 0
                ? paint.green("✔ ") + "Ends within " + duration(advice.within()) + ". " + about
                : paint.red("✘ ") + "Does not end within " + duration(advice.within()) + ". " + about;
    }

    private String costs() {
        Bill ours = forecast.ours().bill();
        Bill rows = forecast.rowPerEvent().bill();
        double total = ours.dollars();
        TextTable table = new TextTable("COST", ">DOLLARS", ">A ROW PER EVENT", "FOR");
        Map<Price.Service, Double> sums = ours.byService();
        sums.entrySet().stream()
                .sorted(Map.Entry.<Price.Service, Double>comparingByValue(Comparator.reverseOrder()))
                .forEach(service -> table.rowWithText(
                        service.getKey().title(),
                        decimals(service.getValue(), total),
                        decimals(rows.byService().getOrDefault(service.getKey(), 0.0), total),
                        purposes(service.getKey())));
        table.rowWithText(
                "in all",
                decimals(total, total),
                decimals(rows.dollars(), total),
                "");
        return table.text(paint);
    }

    private String comparison() {
        Bill ours = forecast.ours().bill();
        Bill rows = forecast.rowPerEvent().bill();
        return "A row per event takes about " + duration(forecast.rowPerEvent().pace().duration()) + " and costs "
                + times(forecast.ratio()) + " as much; without the rows' own writes " + money(rows.dollarsWithoutRows())
                + " against " + money(ours.dollarsWithoutRows()) + ", " + times(forecast.ratioWithoutRows()) + ".";
    }

    private static String times(double ratio) {
        return ratio >= 10 ? grouped(Math.round(ratio)) + " times" : String.format(Locale.ROOT, "%.1f times", ratio);
    }

    private String purposes(Price.Service service) {
        return forecast.ours().bill().lines().stream()
                .filter(line -> line.price().service() == service)
                .sorted(Comparator.comparingDouble(Bill.Line::dollars).reversed())
                .map(PlanText::purpose)
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    private static String purpose(Bill.Line line) {
        String number = line.quantity() >= 10 || line.quantity() == Math.rint(line.quantity())
                ? grouped(Math.round(line.quantity()))
                : String.format(Locale.ROOT, "%.2f", line.quantity());
        return number
                + switch (line.price()) {
                    case EVENTBRIDGE_UNIT -> " units of events";
                    case EVENTBRIDGE_ARCHIVE_GIGABYTE -> " GB archived";
                    case SQS_REQUEST -> " requests";
                    case LAMBDA_REQUEST -> " invocations (" + of(line) + ")";
                    case LAMBDA_GIGABYTE_SECOND -> " GB-s (" + of(line) + ")";
                    case FARGATE_CPU_HOUR -> " vCPU-h (" + of(line) + ")";
                    case FARGATE_GIGABYTE_HOUR -> " GB-h (" + of(line) + ")";
                    case DYNAMODB_WRITE_UNIT -> " writes (" + of(line) + ")";
                    case DYNAMODB_READ_UNIT -> " reads (" + of(line) + ")";
                    case KMS_REQUEST -> " requests";
                    case KMS_KEY_MONTH -> " keys for a month";
                    case S3_PUT -> " puts";
                    case S3_GET -> " gets";
                    case LOGS_GIGABYTE -> " GB of logs";
                };
    }

    private static String of(Bill.Line line) {
        return line.what().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String bounds() {
        TextTable table = new TextTable("WAITS FOR", ">AT LEAST", "BECAUSE");
        List<Bound> bounds = forecast.ours().pace().bounds();
        bounds.stream()
                .limit(MOST_BOUNDS)
                .forEach(bound -> table.rowWithText(name(bound), duration(bound.duration()), reason(bound)));
        return table.text(paint);
    }

    private static String name(Bound bound) {
        return switch (bound.kind()) {
            case EXTRACT -> "extract";
            case STEP -> "step " + bound.name();
            case OBSERVER -> "the observer";
            case TABLE -> "table " + bound.name();
            case LEDGER -> "the ledger";
            case PUT_EVENTS, DELIVERIES, FUNCTIONS -> bound.name();
        };
    }

    private String reason(Bound bound) {
        String limit = grouped(Math.round(bound.limit()));
        return switch (bound.kind()) {
            case EXTRACT ->
                (forecast.ours().pace().extractOnTask() ? "a Fargate task" : "a function")
                        + " reads the file, one chunk after the other";
            case STEP, OBSERVER -> limit + " batches at a time";
            case TABLE -> limit + " writes a second, until it is warmed for more";
            case LEDGER -> limit + " writes a second, of one run";
            case PUT_EVENTS -> limit + " calls a second in this region";
            case DELIVERIES -> limit + " deliveries a second in this region";
            case FUNCTIONS -> limit + " functions at a time in this account";
        };
    }

    private void advice() {
        Advice advice = plan.advice();
        if (advice == null || forecast.duration().compareTo(advice.within()) <= 0) {
            return;
        }
        line("");
        String after = duration(advice.after().pace().duration());
        if (advice.changes().isEmpty()) {
            line("Nothing that could be changed makes it shorter.");
        } else if (advice.met()) {
            line("To end within " + duration(advice.within()) + " (then about " + after + ", "
                    + money(advice.after().bill().dollars()) + "):");
        } else {
            line("No change ends it within " + duration(advice.within()) + "; these bring it to about " + after + ", "
                    + money(advice.after().bill().dollars()) + ":");
        }
        advice.changes().forEach(change -> line("  - " + TextTable.visible(change.text())));
    }

    private String sources() {
        Profile profile = forecast.profile();
        Profile.Sample sample = profile.sample();
        Set<String> known = new LinkedHashSet<>();
        known.add(
                sample == null
                        ? "Assumed: no record is rejected, filtered or expanded"
                                + (plan.lengthAssumed() ? ", 12 bytes a column" : "") + assumedTimes()
                        : "Seen in run " + sample.run() + " of " + counted(sample.records(), "record") + assumedTimes());
        known.add("Prices of " + plan.forecaster().prices().region() + ", "
                + plan.forecaster().prices().date()
                + (plan.region().equals(plan.forecaster().prices().region())
                        ? ""
                        : ", as the file has none of " + plan.region())
                + "; quotas of " + plan.forecaster().quotas().date());
        known.add("Not in it: what stands whether anything runs or not, storage, transfer, retries");
        return String.join(".\n", known) + ".";
    }

    private String assumedTimes() {
        List<String> steps = forecast.profile().steps().entrySet().stream()
                .filter(step -> !step.getValue().timed())
                .map(Map.Entry::getKey)
                .toList();
        return steps.isEmpty() ? "" : ", 20 µs a record in " + String.join(", ", steps);
    }

    /** {@code $1,234}, {@code $12.30}, {@code $0.71}, {@code $0.0042}. */
    static String money(double dollars) {
        return "$" + decimals(dollars, dollars);
    }

    /** With the decimals that an amount of that order needs. */
    private static String decimals(double dollars, double order) {
        int places = order >= 1_000 ? 0 : order >= 1 ? 2 : order >= CENT ? 4 : 6;
        return String.format(Locale.ROOT, "%,." + places + "f", dollars);
    }
}
