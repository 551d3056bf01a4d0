package io.quadrille.observer.api;

import org.jspecify.annotations.Nullable;

/** Texts as cells of a CSV file that people open with a spreadsheet. */
final class CsvCells {
    /** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private CsvCells() {}

    /** Quoted where need be; a text that would be taken for a formula gets an apostrophe before it. */
    static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String safe = FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain =
                safe.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r' || c == '\t');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
