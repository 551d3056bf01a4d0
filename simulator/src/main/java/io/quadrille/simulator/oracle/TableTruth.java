package io.quadrille.simulator.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a table may hold: its rows put in one after another, in the order of their versions. Where a load was given up in
 * the middle, a row may or may not be there, and so a key may have several answers.
 */
public final class TableTruth {
    private final SortedMap<String, List<@Nullable String>> answers = new TreeMap<>();

    /** The row replaces what was there. */
    public void put(String key, String row) {
        List<@Nullable String> one = new ArrayList<>();
        one.add(row);
        answers.put(key, one);
    }

    /** The row may have replaced what was there. */
    public void mayPut(String key, String row) {
        List<@Nullable String> several = answers.get(key);
        if (several == null) {
            several = new ArrayList<>();
            several.add(null);
            answers.put(key, several);
        }
        several.add(row);
    }

    /** The first key at which the table differs, with both sides; null where it is as it must be. */
    public @Nullable String difference(SortedMap<String, String> actual) {
        for (var answer : answers.entrySet()) {
            String row = actual.get(answer.getKey());
            if (!answer.getValue().contains(row)) {
                return "the row is " + row + ", and must be " + answer.getValue();
            }
        }
        for (var row : actual.entrySet()) {
            if (!answers.containsKey(row.getKey())) {
                return "there must be no row " + row.getValue();
            }
        }
        return null;
    }
}
