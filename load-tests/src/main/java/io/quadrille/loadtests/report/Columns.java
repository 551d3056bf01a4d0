package io.quadrille.loadtests.report;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns. */
final class Columns {
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /** @param names of the columns; one that begins with {@code >} is aligned to the right */
    Columns(String... names) {
        right = new boolean[names.length];
        List<String> header = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            right[i] = names[i].startsWith(">");
            header.add(right[i] ? names[i].substring(1) : names[i]);
        }
        rows.add(header);
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** The lines, each ended by a line feed. */
    String text() {
        int[] widths = new int[right.length];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ");
                line.append(right[i] ? padding + row.get(i) : row.get(i) + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
