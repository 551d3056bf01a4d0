package io.quadrille.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns, for people: control characters made visible, long values cut. */
final class TextTable {
    private static final int LONGEST = 60;

    private final List<String> header;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param columns their names; a name that begins with {@code >} is a column aligned to the right */
    TextTable(String... columns) {
        right = new boolean[columns.length];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            right[i] = columns[i].startsWith(">");
            names.add(cut(right[i] ? columns[i].substring(1) : columns[i]));
        }
        header = names;
    }

    TextTable(List<String> columns) {
        right = new boolean[columns.size()];
        header = columns.stream().map(TextTable::cut).toList();
    }

    void row(String... cells) {
        rows.add(Arrays.stream(cells).map(TextTable::cut).toList());
    }

    /** A row whose last cell is shown whole. */
    void rowWithText(String... cells) {
        List<String> row =
                new ArrayList<>(Arrays.stream(cells).map(TextTable::cut).toList());
        row.set(cells.length - 1, visible(cells[cells.length - 1]));
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, each ended by a line feed. */
    String text(Paint paint) {
        int[] widths = new int[right.length];
        measure(header, widths);
        rows.forEach(row -> measure(row, widths));
        StringBuilder text = new StringBuilder(paint.dim(line(header, widths))).append('\n');
        rows.forEach(row -> text.append(line(row, widths)).append('\n'));
        return text.toString();
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(row.get(i)));
        }
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(Math.max(0, widths[i] - width(row.get(i))));
            line.append(i == 0 ? "" : "  ");
            line.append(right[i] ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text) {
        String shown = visible(text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text);
        return width(shown) <= LONGEST ? shown : shown.substring(0, shown.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** The text with control characters as escapes, so that a value can neither break a line nor steer a terminal. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (isInvisible(c)) {
                        shown.append("\\u%04X".formatted(c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        return shown.toString();
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
