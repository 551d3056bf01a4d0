package io.quadrille.aws.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.aws.AwsFailures;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.Field;
import io.quadrille.handlers.tables.Cell;
import io.quadrille.handlers.tables.NoSuchTable;
import io.quadrille.handlers.tables.RowVisitor;
import io.quadrille.handlers.tables.TableReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * The tables of one deployment, read. Columns stand in the order of the record class that the pipeline loads, where it
 * has one; else the key's first and the others by name. Thread safe.
 *
 * <p>Beyond what the port allows: a scan gives items in no order and not as of one moment, so the whole table is held in
 * memory to be sorted, and what is written meanwhile may be seen or not.
 */
public final class DynamoDbTableReader implements TableReader {
    private static final Comparator<AttributeValue> BY_KEY = DynamoDbTableReader::compareKeys;

    private final DynamoDbClient dynamoDb;
    private final String prefix;
    private final Map<String, List<Field>> known = new LinkedHashMap<>();

    /** @param prefix what the names of the deployment's tables begin with */
    public DynamoDbTableReader(DynamoDbClient dynamoDb, String prefix, Pipeline pipeline) {
        this.dynamoDb = dynamoDb;
        this.prefix = prefix;
        for (LoadStep<?> load : pipeline.loads()) {
            load.from()
                    .layout()
                    .ifPresent(layout -> known.putIfAbsent(load.table().name(), layout.fields()));
        }
    }

    /** @throws io.quadrille.aws.NotSetUp if they may not be listed */
    @Override
    public List<String> tables() {
        try {
            return dynamoDb.listTablesPaginator().tableNames().stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .sorted(Comparator.comparing(name -> name.getBytes(UTF_8), Arrays::compareUnsigned))
                    .toList();
        } catch (SdkException e) {
            throw AwsFailures.of("Listing the DynamoDB tables", e, "This role needs dynamodb:ListTables.");
        }
    }

    @Override
    public long count(String table) {
        try {
            return dynamoDb
                    .scanPaginator(request -> request.tableName(prefix + table)
                            .select(Select.COUNT)
                            .consistentRead(true))
                    .stream()
                    .mapToLong(page -> page.count())
                    .sum();
        } catch (SdkException e) {
            throw failure("Counting the rows of", table, e);
        }
    }

    @Override
    public void read(String table, RowVisitor visitor) throws IOException {
        List<String> keys;
        List<Map<String, AttributeValue>> items;
        try {
            keys = keysOf(table);
            items = new ArrayList<>(
                    dynamoDb
                            .scanPaginator(
                                    request -> request.tableName(prefix + table).consistentRead(true))
                            .items()
                            .stream()
                            .toList());
        } catch (SdkException e) {
            throw failure("Reading", table, e);
        }
        items.sort(order(keys));
        show(columns(table, keys, items), items, visitor);
    }

    private List<String> keysOf(String table) {
        return dynamoDb.describeTable(request -> request.tableName(prefix + table)).table().keySchema().stream()
                .sorted(Comparator.comparing(element -> element.keyType() != KeyType.HASH))
                .map(KeySchemaElement::attributeName)
                .toList();
    }

    private static Comparator<Map<String, AttributeValue>> order(List<String> keys) {
        Comparator<Map<String, AttributeValue>> order = Comparator.comparing(item -> item.get(keys.get(0)), BY_KEY);
        return keys.size() == 1 ? order : order.thenComparing(item -> item.get(keys.get(1)), BY_KEY);
    }

    /** Keys of one column are all of one type. */
    private static int compareKeys(AttributeValue one, AttributeValue other) {
        return one.n() != null && other.n() != null
                ? new BigDecimal(one.n()).compareTo(new BigDecimal(other.n()))
                : Arrays.compareUnsigned(one.s().getBytes(UTF_8), other.s().getBytes(UTF_8));
    }

    /** Each column with what is known of it; null where only the rows have it. */
    private Map<String, @Nullable Field> columns(
            String table, List<String> keys, List<Map<String, AttributeValue>> items) {
        Map<String, @Nullable Field> columns = new LinkedHashMap<>();
        known.getOrDefault(table, List.of()).forEach(field -> columns.put(field.name(), field));
        keys.forEach(key -> columns.putIfAbsent(key, null));
        TreeSet<String> others = new TreeSet<>();
        items.forEach(item -> others.addAll(item.keySet()));
        others.remove(DynamoDbRecordTable.VERSION);
        others.forEach(name -> columns.putIfAbsent(name, null));
        return columns;
    }

    private static void show(
            Map<String, @Nullable Field> columns, List<Map<String, AttributeValue>> items, RowVisitor visitor)
            throws IOException {
        List<String> names = List.copyOf(columns.keySet());
        visitor.begin(names);
        @Nullable Cell[] row = new Cell[names.size()];
        for (Map<String, AttributeValue> item : items) {
            for (int i = 0; i < row.length; i++) {
                row[i] = ItemCells.of(item.get(names.get(i)), columns.get(names.get(i)));
            }
            visitor.row(row);
        }
        visitor.end();
    }

    private RuntimeException failure(String doing, String table, SdkException e) {
        if (e instanceof ResourceNotFoundException) {
            return new NoSuchTable(table, tables());
        }
        return AwsFailures.of(
                doing + " table '" + prefix + table + "'",
                e,
                "This role needs dynamodb:DescribeTable and dynamodb:Scan on it (and kms:Decrypt on its key).");
    }
}
