package io.quadrille.cli;

import static io.quadrille.cli.Numbers.grouped;
import static io.quadrille.observer.runs.Words.measured;

import io.quadrille.events.Counts;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.runs.RecordJourney;
import io.quadrille.observer.runs.RecordJourney.Fate;
import io.quadrille.observer.runs.RecordJourney.Place;
import io.quadrille.observer.runs.RecordJourney.Resent;
import io.quadrille.observer.runs.RecordJourney.Visit;
import io.quadrille.observer.runs.SourceRecord;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One record's journey, for people. */
final class JourneyText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SS", Locale.ROOT);

    private final RecordJourney journey;
    private final Paint paint;

    JourneyText(RecordJourney journey, Paint paint) {
        this.journey = journey;
        this.paint = paint;
    }

    /** @throws NullPointerException if the journey has no place */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(paint.dim("run " + journey.run().run() + ", pipeline "
                        + journey.run().pipeline()))
                .append('\n');
        Place place = journey.place();
        if (place != null) {
            text.append(place(place)).append('\n');
        }
        text.append('\n').append(visits(journey.visits()));
        for (Resent again : journey.resent()) {
            text.append('\n')
                    .append(paint.bold("sent again by retry " + again.amendment()))
                    .append(", ")
                    .append(TIME.format(again.at().atZone(ZoneId.systemDefault())))
                    .append(
                            again.visits().isEmpty()
                                    ? "; nothing is known of it yet\n"
                                    : "\n" + visits(again.visits()));
        }
        if (!journey.gaps().isEmpty()) {
            text.append('\n');
            journey.gaps().forEach(gap -> text.append(paint.dim(TextTable.visible(gap)))
                    .append('\n'));
        }
        return text.toString();
    }

    private String place(Place place) {
        SourceRecord record = place.record();
        if (record == null) {
            return paint.bold("line " + grouped(journey.line())) + ", chunk " + place.chunk();
        }
        String begins =
                record.line() == journey.line() ? "" : ", in the record that begins on line " + grouped(record.line());
        String head = paint.bold("line " + grouped(journey.line())) + begins + ", byte "
                + grouped(record.bytePosition()) + ", chunk " + place.chunk();
        String text = record.text() == null ? String.valueOf(record.withheld()) : record.text();
        return head + "\n  " + TextTable.visible(text);
    }

    private String visits(List<Visit> visits) {
        StringBuilder text = new StringBuilder(steps(visits));
        for (Visit visit : visits) {
            visit.rejects().forEach(row -> text.append(reject(row)));
        }
        return text.toString();
    }

    private String steps(List<Visit> visits) {
        TextTable table = new TextTable("STEP", "THE RECORD", "AT", "ITS CHUNK", ">WAITED", ">WORKED", ">EVENTS");
        for (Visit visit : visits) {
            boolean done = visit.counts() != null;
            table.row(
                    visit.step(),
                    words(visit.fate()),
                    visit.at() == null ? "" : TIME.format(visit.at().atZone(ZoneId.systemDefault())),
                    counts(visit.counts()),
                    done ? measured(visit.waiting()) : "",
                    done ? measured(visit.working()) : "",
                    visit.events().isEmpty()
                            ? ""
                            : Integer.toString(visit.events().size()));
        }
        return table.text(paint);
    }

    static String words(Fate fate) {
        return switch (fate) {
            case PASSED -> "✔ passed";
            case REJECTED -> "✘ rejected";
            case PARTLY_REJECTED -> "✘ rejected in part, or whole";
            case FILTERED -> "– dropped";
            case PASSED_OR_FILTERED -> "? passed or dropped";
            case DEAD -> "✘ dead letter";
            case AWAITED -> "… awaited";
            case NOT_REACHED -> "– not reached";
        };
    }

    private static String counts(@Nullable Counts counts) {
        if (counts == null) {
            return "";
        }
        List<String> parts = new ArrayList<>(List.of(grouped(counts.in()) + " in"));
        add(parts, counts.out(), "out");
        add(parts, counts.loaded(), "loaded");
        add(parts, counts.rejected(), "rejected");
        add(parts, counts.filtered(), "dropped");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(grouped(count) + " " + what);
        }
    }

    private String reject(RejectRow row) {
        String column = row.rejection().column();
        return paint.red("✘ ") + row.step() + ": "
                + (column == null ? "" : "column " + TextTable.visible(column) + ": ")
                + row.rejection().code() + ", "
                + TextTable.visible(row.rejection().message()) + "\n";
    }
}
