package io.quadrille.testdata;

import java.util.Collections;
import java.util.Map;

/**
 * What must become of a file, with the tables themselves.
 *
 * @param tables by name, in the order of the sinks; empty when only counts were asked for
 */
public record Oracle(Expected expected, Map<String, TableRows> tables) {

    public Oracle {
        tables = Collections.unmodifiableMap(tables);
    }

    public TableRows table(String name) {
        TableRows rows = tables.get(name);
        if (rows == null) {
            throw new IllegalArgumentException("no table '" + name + "' is expected: name one of " + tables.keySet());
        }
        return rows;
    }
}
