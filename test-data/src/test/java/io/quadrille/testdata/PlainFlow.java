package io.quadrille.testdata;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pipelines once more, as plain loops over a file that was read back: rejects and tables to hold the oracle against. */
final class PlainFlow {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern ORDER_LINE = Pattern.compile("([A-Z]{2}-[0-9]{3,5}):([1-9][0-9]?)");
    private static final List<String> STATUSES = List.of("OPEN", "SHIPPED", "CANCELLED");
    private static final Comparator<String> UTF8_ORDER = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    final List<Expected.Reject> rejects = new ArrayList<>();
    final Map<String, String> tables = new TreeMap<>();
    private final PipelineName pipeline;
    private final List<PlainCsvReader.Row> rows;

    PlainFlow(PipelineName pipeline, List<PlainCsvReader.Row> rowsAndHeader) {
        this.pipeline = pipeline;
        rows = rowsAndHeader.subList(1, rowsAndHeader.size());
        switch (pipeline) {
            case CUSTOMERS -> customers();
            case ORDERS -> orders();
            case RUNWAYS -> runways();
        }
    }

    private void customers() {
        Map<Long, List<String>> table = new TreeMap<>();
        for (PlainCsvReader.Row row : rows) {
            if (splits(row) && isInteger(row, 0, true)) {
                List<String> cells = new ArrayList<>(row.cells());
                cells.replaceAll(String::strip);
                cells.set(3, cells.get(3).toUpperCase(Locale.ROOT));
                cells.set(5, cells.get(5).toLowerCase(Locale.ROOT));
                if (String.join("", cells).getBytes(StandardCharsets.UTF_8).length > 400 * 1024) {
                    reject("load", row, null, DirtKind.ITEM_TOO_LARGE);
                } else {
                    table.put(Long.valueOf(cells.get(0)), cells);
                }
            }
        }
        write("customers", pipeline.columns(), table.values());
    }

    private void runways() {
        Map<Long, List<String>> table = new TreeMap<>();
        for (PlainCsvReader.Row row : rows) {
            if (splits(row) && isInteger(row, 0, true) && isInteger(row, 1, true) && isInteger(row, 3, false)) {
                String latitude = row.cells().get(9);
                if (latitude.isEmpty() || DECIMAL.matcher(latitude).matches()) {
                    table.put(Long.valueOf(row.cells().get(0)), row.cells());
                } else {
                    reject("extract", row, "le_latitude_deg", DirtKind.NOT_A_NUMBER);
                }
            }
        }
        write("runways", pipeline.columns(), table.values());
    }

    private void orders() {
        Map<String, List<String>> orders = new TreeMap<>(UTF8_ORDER);
        Map<String, Map<String, List<String>>> lines = new TreeMap<>(UTF8_ORDER);
        for (PlainCsvReader.Row row : rows) {
            if (!splits(row)) {
                continue;
            }
            String id = row.cells().get(0);
            if (id.isEmpty()) {
                reject("extract", row, "order_id", DirtKind.MISSING_KEY);
            } else if (!STATUSES.contains(row.cells().get(1))) {
                reject("extract", row, "status", DirtKind.UNKNOWN_VALUE);
            } else if (!row.cells().get(1).equals("CANCELLED")) {
                boolean keyFits = id.getBytes(StandardCharsets.UTF_8).length <= 2_048;
                if (keyFits) {
                    orders.put(id, row.cells());
                } else {
                    reject("load-orders", row, "order_id", DirtKind.KEY_TOO_LONG);
                }
                orderLines(row, keyFits, lines.computeIfAbsent(id, any -> new TreeMap<>(UTF8_ORDER)));
            }
        }
        write("orders", pipeline.columns(), orders.values());
        List<List<String>> allLines =
                lines.values().stream().flatMap(of -> of.values().stream()).toList();
        write("order_lines", List.of("order_id", "sku", "qty"), allLines);
    }

    private void orderLines(PlainCsvReader.Row row, boolean keyFits, Map<String, List<String>> linesOfOrder) {
        List<String> parts = List.of(row.cells().get(3).split("\\|", -1));
        if (!parts.stream().allMatch(part -> ORDER_LINE.matcher(part).matches())) {
            reject("lines", row, "lines", DirtKind.BAD_LINES);
            return;
        }
        for (String part : parts) {
            String[] skuAndQuantity = part.split(":", -1);
            if (keyFits) {
                linesOfOrder.put(skuAndQuantity[0], List.of(row.cells().get(0), skuAndQuantity[0], skuAndQuantity[1]));
            } else {
                reject("load-order-lines", row, "order_id", DirtKind.KEY_TOO_LONG);
            }
        }
    }

    private boolean splits(PlainCsvReader.Row row) {
        DirtKind fault = row.fault();
        if (fault == null && !decodes(row)) {
            fault = DirtKind.INVALID_ENCODING;
        }
        int columns = pipeline.columns().size();
        if (fault == null && row.cells().size() != columns) {
            fault = row.cells().size() < columns ? DirtKind.TOO_FEW_COLUMNS : DirtKind.TOO_MANY_COLUMNS;
        }
        if (fault != null) {
            reject("extract", row, null, fault);
        }
        return fault == null;
    }

    private static boolean decodes(PlainCsvReader.Row row) {
        try {
            row.charset().newDecoder().decode(ByteBuffer.wrap(row.bytes()));
            return true;
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }

    private boolean isInteger(PlainCsvReader.Row row, int column, boolean required) {
        String cell = row.cells().get(column);
        DirtKind fault = null;
        if (cell.isEmpty()) {
            fault = required ? DirtKind.MISSING_KEY : null;
        } else if (!INTEGER.matcher(cell).matches()) {
            fault = DirtKind.NOT_A_NUMBER;
        } else if (new BigInteger(cell).bitLength() > 63) {
            fault = DirtKind.OUT_OF_RANGE;
        }
        if (fault != null) {
            reject("extract", row, pipeline.columns().get(column), fault);
        }
        return fault == null;
    }

    private void reject(String step, PlainCsvReader.Row row, @Nullable String column, DirtKind code) {
        rejects.add(new Expected.Reject(step, row.line(), row.bytePosition(), column, code));
    }

    private void write(String name, List<String> columns, Iterable<List<String>> rowsInOrder) {
        StringBuilder csv = new StringBuilder(line(columns));
        rowsInOrder.forEach(row -> csv.append(line(row)));
        tables.put(name, csv.toString());
    }

    private static String line(List<String> cells) {
        Function<String, String> quote =
                cell -> cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
        return cells.stream().map(quote).collect(Collectors.joining(",", "", "\n"));
    }
}
