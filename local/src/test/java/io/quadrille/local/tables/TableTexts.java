package io.quadrille.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.handlers.tables.Cell;
import io.quadrille.handlers.tables.RowVisitor;
import io.quadrille.handlers.tables.TableCsv;
import io.quadrille.handlers.tables.TableJson;
import io.quadrille.handlers.tables.TableReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables as the tests compare them. */
public final class TableTexts {
    private TableTexts() {}

    public static String csv(TableReader reader, String table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            reader.read(table, new TableCsv(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }

    public static String json(TableReader reader, String table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            reader.read(table, new TableJson(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }

    public static List<Map<String, String>> rows(TableReader reader, String table) {
        List<Map<String, String>> rows = new ArrayList<>();
        try {
            reader.read(table, new RowVisitor() {
                private List<String> columns = List.of();

                @Override
                public void begin(List<String> names) {
                    columns = names;
                }

                @Override
                public void row(@Nullable Cell[] cells) {
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < cells.length; i++) {
                        Cell cell = cells[i];
                        if (cell != null) {
                            row.put(columns.get(i), cell.text());
                        }
                    }
                    rows.add(row);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
