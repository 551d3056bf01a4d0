package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.DynamoDbLocal;
import io.quadrille.aws.tables.DynamoDbRecordTable;
import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A row at the very limit fits DynamoDB's item; in the package of the limits, which nobody else is to see. */
@ExtendWith(DynamoDbLocal.class)
final class ItemLimitsOnDynamoDbTest {
    private static final int SEQUENCER_CHARACTERS = 64;

    private final String prefix = "limits" + ProcessHandle.current().pid() + "-";
    private final DynamoDbClient dynamoDb;
    private long written;

    private record Row(
            String id,
            List<BigDecimal> decimals,
            List<Long> longs,
            List<BigInteger> integers,
            List<Boolean> flags,
            String rest) {}

    private static final Layout<Row> LAYOUT =
            RecordType.records("test.row.v1", Row.class).layout().orElseThrow();

    ItemLimitsOnDynamoDbTest(AwsClients clients) {
        dynamoDb = clients.dynamoDb();
        dynamoDb.createTable(request -> request.tableName(prefix + "rows")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()))
                .keySchema(List.of(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())));
    }

    @AfterEach
    void remove() {
        dynamoDb.deleteTable(request -> request.tableName(prefix + "rows"));
    }

    private static Row row(BigDecimal decimal, int restCharacters) {
        return new Row(
                "1",
                Collections.nCopies(2_000, decimal),
                Collections.nCopies(2_000, Long.MIN_VALUE + 1),
                Collections.nCopies(2_000, new BigInteger("-1" + "2".repeat(36) + "1")),
                Collections.nCopies(2_000, true),
                "x".repeat(restCharacters));
    }

    @Test
    void rows_at_the_very_limit_fit_with_their_version() {
        for (String decimal : List.of(
                "1.50",
                "-0.000000000000000000000000000000000001",
                "-1234567890.1234567890123456789012345678",
                "1E+125",
                "1." + "0".repeat(80))) {
            int rest = largestRest(new BigDecimal(decimal));
            assertThatCode(() -> write(row(new BigDecimal(decimal), rest)))
                    .as(decimal)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void one_text_at_the_very_limit_fits_with_its_version() {
        int rest = ItemLimits.ITEM_BYTES - "iddecimalslongsintegersflagsrest1".length() - 4 * 3;
        Row full = new Row("1", List.of(), List.of(), List.of(), List.of(), "x".repeat(rest));
        Row more = new Row("1", List.of(), List.of(), List.of(), List.of(), "x".repeat(rest + 1));

        assertThatCode(() -> require(full)).doesNotThrowAnyException();
        assertThatThrownBy(() -> require(more)).isInstanceOf(Reject.class);
        assertThatCode(() -> write(full)).doesNotThrowAnyException();
    }

    /** How long the rest can be for the row to pass. */
    private static int largestRest(BigDecimal decimal) {
        int passes = 0;
        int refused = ItemLimits.ITEM_BYTES;
        while (refused - passes > 1) {
            int middle = (passes + refused) / 2;
            try {
                require(row(decimal, middle));
                passes = middle;
            } catch (Reject e) {
                refused = middle;
            }
        }
        return passes;
    }

    private static void require(Row row) {
        ItemLimits.requireStorable(LAYOUT.fields(), BareRecord.of(LAYOUT.values(row)));
    }

    private void write(Row row) {
        Version version =
                new Version(Instant.EPOCH, "F".repeat(SEQUENCER_CHARACTERS), "0123456789abcdef", 1, ++written, 0);
        VersionedRecord record = new VersionedRecord("1", null, version, LAYOUT.values(row));
        try (DynamoDbRecordTable table = new DynamoDbRecordTable(dynamoDb, prefix, 1)) {
            table.write(new TableWrite("rows", List.of("id"), LAYOUT.fields(), List.of(record)));
        }
    }
}
