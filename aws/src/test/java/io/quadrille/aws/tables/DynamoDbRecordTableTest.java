package io.quadrille.aws.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.DynamoDbLocal;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.OneAtATime;
import io.quadrille.events.records.Field;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DynamoDbRecordTableTest {
    private static final List<Field> CUSTOMER = List.of(Field.text("id"), Field.text("name"));

    /** Which nobody here wrote, and Amazon neither. */
    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnEndpoint extends DynamoDbTableContract {
        OnEndpoint(AwsClients clients) {
            super(OneAtATime.of(clients.dynamoDb()));
        }
    }

    /** Calls at once, as they come. */
    @Nested
    @ExtendWith(DynamoDbLocal.class)
    final class OnDynamoDbLocal extends DynamoDbTableContract {
        OnDynamoDbLocal(AwsClients clients) {
            super(clients.dynamoDb());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "400, RequestLimitExceeded",
        "500, InternalServerError",
        "503, ServiceUnavailable",
        "400, ExpiredTokenException"
    })
    void a_failure_that_passes_is_retryable(int status, String code) throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(status, code);
                DynamoDbRecordTable table =
                        new DynamoDbRecordTable(endpoint.clients().dynamoDb(), "", 2)) {
            assertThatThrownBy(() -> table.write(customers(1)))
                    .isInstanceOf(RetryableFailure.class)
                    .hasMessage("Writing to table 'customers' failed for now (" + code + ")");
        }
    }

    @ParameterizedTest
    @CsvSource({"400, AccessDeniedException", "400, ValidationException", "400, UnrecognizedClientException"})
    void a_failure_that_stays_is_not_retried_and_quotes_nothing(int status, String code) throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(status, code);
                DynamoDbRecordTable table =
                        new DynamoDbRecordTable(endpoint.clients().dynamoDb(), "", 2)) {
            assertThatThrownBy(() -> table.write(customers(1)))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining(code)
                    .hasMessageNotContaining("4711");
            assertThat(endpoint.calls()).isEqualTo(1);
        }
    }

    @Test
    void an_endpoint_that_is_not_there_is_retryable() throws IOException {
        AnsweringEndpoint gone = AnsweringEndpoint.failing(500, "InternalServerError");
        gone.close();
        try (DynamoDbRecordTable table = new DynamoDbRecordTable(gone.clients().dynamoDb(), "", 2)) {
            assertThatThrownBy(() -> table.write(customers(3))).isInstanceOf(RetryableFailure.class);
        }
    }

    @Test
    void a_column_in_the_place_of_the_version_is_refused() throws IOException {
        try (AnsweringEndpoint endpoint = new AnsweringEndpoint(200, "{}");
                DynamoDbRecordTable table =
                        new DynamoDbRecordTable(endpoint.clients().dynamoDb(), "", 2)) {
            TableWrite write = new TableWrite("customers", List.of("id"), List.of(Field.text("_version")), List.of());
            assertThatThrownBy(() -> table.write(write))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Name the record's column otherwise");
            table.write(customers(0));
            assertThat(endpoint.calls()).isZero();
        }
    }

    static TableWrite customers(int count) {
        VersionedRecord[] records = new VersionedRecord[count];
        Arrays.setAll(
                records,
                i -> new VersionedRecord(
                        "k" + i, null, new Version(Instant.EPOCH, null, "r", 1, 2, 0), new Object[] {"k" + i, "n"}));
        return new TableWrite("customers", List.of("id"), CUSTOMER, List.of(records));
    }
}
