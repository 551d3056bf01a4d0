package io.quadrille.testdata;

import java.util.List;

/**
 * A load step, its table, and the steps a record passes on its way there.
 *
 * @param columns of the table, the key's first
 * @param path every step from the extract to this load step, in order
 */
record SinkPath(String step, String table, List<String> columns, List<String> path) {

    SinkPath {
        columns = List.copyOf(columns);
        path = List.copyOf(path);
    }
}
