package io.quadrille.handlers.extract;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which column of a file each field is read from. Names are compared without case, spaces, {@code _} and {@code -}.
 *
 * @param columns for each field of the layout the index of its column, or -1 for an optional field without one
 * @param ignored the columns that no field is read from, as the file names them
 */
record HeaderBinding(int[] columns, List<String> ignored) {

    /** @throws RefusedSource if a required column is absent, or it is not one column to one field */
    static HeaderBinding of(String sourceName, List<String> header, Layout<?> layout) {
        int[] columns = new int[layout.fields().size()];
        boolean[] bound = new boolean[header.size()];
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            Field field = layout.fields().get(i);
            columns[i] = indexOf(sourceName, header, field);
            if (columns[i] >= 0) {
                if (bound[columns[i]]) {
                    throw new RefusedSource(
                            "%s has one column, '%s', for two fields, '%s' and another. Name them apart with @Column."
                                    .formatted(sourceName, header.get(columns[i]), field.name()));
                }
                bound[columns[i]] = true;
            } else if (!field.optional()) {
                absent.add(field.name());
            }
        }
        if (!absent.isEmpty()) {
            throw new RefusedSource("%s has no column %s; its header has %s. Add the column, or name it with @Column."
                    .formatted(sourceName, quoted(absent), quoted(header)));
        }
        List<String> ignored = new ArrayList<>();
        for (int i = 0; i < bound.length; i++) {
            if (!bound[i]) {
                ignored.add(header.get(i));
            }
        }
        return new HeaderBinding(columns, List.copyOf(ignored));
    }

    private static int indexOf(String sourceName, List<String> header, Field field) {
        int exact = header.indexOf(field.name());
        if (exact >= 0) {
            return exact;
        }
        String loose = Field.looseName(field.name());
        int found = -1;
        for (int i = 0; i < header.size(); i++) {
            if (Field.looseName(header.get(i)).equals(loose)) {
                if (found >= 0) {
                    throw new RefusedSource("%s has two columns for '%s': %s. Rename one of them."
                            .formatted(sourceName, field.name(), quoted(List.of(header.get(found), header.get(i)))));
                }
                found = i;
            }
        }
        return found;
    }

    private static String quoted(List<String> names) {
        return String.join(", ", names.stream().map(name -> "'" + name + "'").toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderBinding that
                && Arrays.equals(columns, that.columns)
                && ignored.equals(that.ignored);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(columns) + ignored.hashCode();
    }

    @Override
    public String toString() {
        return "HeaderBinding[columns=" + Arrays.toString(columns) + ", ignored=" + ignored + "]";
    }

    /** A source whose columns do not fit the pipeline: refused before its first record. */
    static final class RefusedSource extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedSource(String sentence) {
            super(sentence);
        }
    }
}
