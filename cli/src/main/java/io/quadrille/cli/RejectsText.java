package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectGroup;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.runs.RunQueries;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rejects by line as JSON, as CSV and for people; in constant memory, however many there are. */
final class RejectsText {
    private static final int ROWS_ALIGNED_TOGETHER = 1_000;

    private RejectsText() {}

    static void writeJson(RunQueries queries, RunKey run, RejectFilter filter, OutputStream out) throws IOException {
        try (JsonGenerator json = RunReportJson.open(out)) {
            json.writeStartArray();
            queries.forEachReject(run, filter, row -> unchecked(() -> write(json, row.rejection())));
            json.writeEndArray();
        }
        out.write('\n');
    }

    static void write(JsonGenerator json, Rejection rejection) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", rejection.origin().line());
        json.writeNumberField("bytePosition", rejection.origin().bytePosition());
        json.writeFieldName("column");
        json.writeString(rejection.column()); // null where no column is at fault
        json.writeStringField("code", rejection.code());
        json.writeStringField("message", rejection.message());
        json.writeEndObject();
    }

    static void writeCsv(RunQueries queries, RunKey run, RejectFilter filter, OutputStream out) throws IOException {
        out.write("line,bytePosition,column,code,message\n".getBytes(UTF_8));
        queries.forEachReject(
                run,
                filter,
                row -> unchecked(() -> out.write(csv(row.rejection()).getBytes(UTF_8))));
    }

    private static String csv(Rejection rejection) {
        return rejection.origin().line() + "," + rejection.origin().bytePosition() + "," + cell(rejection.column())
                + "," + rejection.code() + "," + cell(rejection.message()) + "\n";
    }

    private static String cell(@Nullable String text) {
        if (text == null) {
            return "";
        }
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * Prints them for people.
     *
     * @return whether there is any
     */
    static boolean print(RunQueries queries, RunKey run, RejectFilter filter, Terminal terminal) {
        Printing printing = new Printing(terminal);
        queries.forEachReject(run, filter, printing::add);
        return printing.end();
    }

    /** Rejects by reason, most records first. */
    static void printGroups(List<RejectGroup> groups, Terminal terminal) {
        TextTable table = new TextTable(">RECORDS", "STEP", "CODE", "COLUMN");
        for (RejectGroup group : groups) {
            table.row(
                    Numbers.grouped(group.records()),
                    group.step(),
                    group.code(),
                    group.column() == null ? "" : group.column());
        }
        terminal.print(table.text(terminal.paint()));
    }

    static void writeGroups(List<RejectGroup> groups, OutputStream out) throws IOException {
        try (JsonGenerator json = RunReportJson.open(out)) {
            RunReportJson.groups(json, groups);
        }
        out.write('\n');
    }

    /** Rows aligned page by page. */
    private static final class Printing {
        private final Terminal terminal;
        private TextTable page = page();
        private int rows;
        private boolean any;

        Printing(Terminal terminal) {
            this.terminal = terminal;
        }

        private static TextTable page() {
            return new TextTable(">LINE", "STEP", "CODE", "COLUMN", "MESSAGE");
        }

        void add(RejectRow row) {
            Rejection rejection = row.rejection();
            String column = rejection.column();
            page.rowWithText(
                    Long.toString(row.line()),
                    row.step(),
                    rejection.code(),
                    column == null ? "" : column,
                    rejection.message());
            any = true;
            if (++rows == ROWS_ALIGNED_TOGETHER) {
                end();
            }
        }

        boolean end() {
            if (rows > 0) {
                terminal.print(page.text(terminal.paint()));
                page = page();
                rows = 0;
            }
            return any;
        }
    }

    /** A write that may fail, within a visitor that may not. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
