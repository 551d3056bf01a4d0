package io.quadrille.local.tables;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The columns of a table over all its layouts: those of the first, then what later ones added. Knows for each layout
 * where its values stand among them.
 */
public final class ColumnUnion {
    private final List<String> names;
    private final Map<Integer, Placed> placed = new HashMap<>();

    /**
     * A layout among all columns.
     *
     * @param places for each of its values the column's index
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and read once per row
    record Placed(RowLayout layout, int[] places) {}

    /** @param layouts by number, in the order they were first written */
    public ColumnUnion(SortedMap<Integer, RowLayout> layouts) {
        Map<String, Integer> indexes = new LinkedHashMap<>();
        layouts.forEach((number, layout) -> {
            int[] places = new int[layout.columns().size()];
            for (int i = 0; i < places.length; i++) {
                String name = layout.columns().get(i).name();
                indexes.putIfAbsent(name, indexes.size());
                places[i] = indexes.getOrDefault(name, -1);
            }
            placed.put(number, new Placed(layout, places));
        });
        names = List.copyOf(indexes.keySet());
    }

    public List<String> names() {
        return names;
    }

    Placed layout(int number) {
        Placed found = placed.get(number);
        if (found == null) {
            throw new IllegalStateException("A row has the layout " + number + ", which is not among the table's");
        }
        return found;
    }
}
