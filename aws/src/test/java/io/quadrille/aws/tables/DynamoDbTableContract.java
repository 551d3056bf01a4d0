package io.quadrille.aws.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.NotSetUp;
import io.quadrille.contracts.RecordTableContract;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of every table, and what stands in the items. */
abstract class DynamoDbTableContract extends RecordTableContract {
    private final TestTables tables;
    private final DynamoDbClient dynamoDb;

    DynamoDbTableContract(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.tables = new TestTables(dynamoDb);
    }

    @AfterEach
    void remove() {
        tables.close();
    }

    @Override
    protected RecordTable table() {
        return tables;
    }

    @Override
    protected List<Map<String, String>> rows(String table) {
        return tables.rows(table);
    }

    @Test
    void values_stand_in_the_attributes_that_are_documented() {
        Field price = new Field("price", FieldKind.DECIMAL, BigDecimal.class, false, false, List.of(), null);
        Field tags = new Field("tags", FieldKind.LIST, List.class, false, false, List.of(), Field.text(""));
        List<Field> fields = List.of(Field.text("id"), integer("pieces"), price, tags, Field.text("note"));
        Object[] values = {"1", 7L, new BigDecimal("1.50"), Arrays.asList("a", null), null};
        Version version = new Version(Instant.EPOCH, null, "r", 1, 2, 0);
        tables.write(
                new TableWrite("t", List.of("id"), fields, List.of(new VersionedRecord("1", null, version, values))));

        assertThat(tables.items("t"))
                .containsExactly(Map.of(
                        "id", AttributeValue.fromS("1"),
                        "pieces", AttributeValue.fromN("7"),
                        "price", AttributeValue.fromS("1.50"),
                        "tags", AttributeValue.fromL(List.of(AttributeValue.fromS("a"), AttributeValue.fromNul(true))),
                        "_version",
                                AttributeValue.fromS("8000000000000000" + "00" + "7200" + "00000001"
                                        + "0000000000000002" + "00000000")));
    }

    @Test
    void an_item_that_somebody_else_put_without_a_version_is_written_over() {
        write(customer("1", "Ann", 1));
        tables.putForeign("customers", Map.of("id", AttributeValue.fromS("2")));

        write(customer("2", "Bo", 1));
        assertThat(rows("customers")).contains(Map.of("id", "2", "name", "Bo"));
    }

    @Test
    void a_missing_table_is_named_with_its_key_and_permission() {
        try (DynamoDbRecordTable missing = new DynamoDbRecordTable(dynamoDb, "nowhere-", 1)) {
            assertThatThrownBy(() -> missing.write(DynamoDbRecordTableTest.customers(1)))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessage("Writing to table 'nowhere-customers' was refused (ResourceNotFoundException). The"
                            + " DynamoDB table must exist in this account and region, be keyed by id (S), and this"
                            + " role needs dynamodb:PutItem on it (and kms:Decrypt on its key).");
        }
    }

    @Test
    void a_table_of_another_key_is_said_without_values() {
        write(customer("1", "Ann", 1));
        VersionedRecord numbered = new VersionedRecord(4711L, null, version(1), new Object[] {4711L});

        assertThatThrownBy(() -> tables.write(
                        new TableWrite("customers", List.of("id"), List.of(integer("id")), List.of(numbered))))
                .isInstanceOf(NotSetUp.class)
                .hasMessageContaining("keyed by id (N)")
                .hasMessageNotContaining("4711");
    }
}
