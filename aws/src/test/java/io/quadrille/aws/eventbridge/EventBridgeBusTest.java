package io.quadrille.aws.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.EventBus.PutResult;
import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

final class EventBridgeBusTest {
    private static final int LIMIT = EventBridgeBus.MAX_ENTRY_BYTES;

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final String name = "bus-" + UUID.randomUUID();
        private final EventBridgeClient eventBridge;
        private final EventBridgeBus bus;

        OnAnEndpoint(AwsClients clients) {
            eventBridge = clients.eventBridge();
            eventBridge.createEventBus(request -> request.name(name));
            bus = new EventBridgeBus(eventBridge, name, LIMIT);
        }

        @Test
        void events_are_accepted_one_by_one() {
            bus.requireBus(List.of(event().type()));

            assertThat(bus.putEvents(List.of(event(), event())))
                    .containsExactly(PutResult.ACCEPTED, PutResult.ACCEPTED);
        }

        @Test
        void a_bus_that_is_missing_is_refused_at_start() {
            EventBridgeBus missing = new EventBridgeBus(eventBridge, "nowhere", LIMIT);

            assertThatThrownBy(() -> missing.requireBus(List.of()))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessage("Looking for event bus 'nowhere' was refused (ResourceNotFoundException). The bus must"
                            + " exist in this account and region, and this role needs events:DescribeEventBus and"
                            + " events:PutEvents on it.");
        }

        @Test
        void a_type_that_eventbridge_would_drop_is_refused_at_start() {
            bus.requireBus(List.of("t".repeat(128)));

            assertThatThrownBy(() -> bus.requireBus(List.of("t".repeat(129))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has 129 characters");
        }
    }

    @Test
    void an_entry_carries_the_whole_cloudevent() throws IOException {
        try (AnsweringEndpoint endpoint = answering("{\"EventId\":\"1\"}")) {
            Envelope event = event();
            bus(endpoint, LIMIT).putEvents(List.of(event));

            JsonNode entry = new ObjectMapper()
                    .readTree(endpoint.lastRequest())
                    .path("Entries")
                    .path(0);
            assertThat(entry.path("EventBusName").asText()).isEqualTo("post");
            assertThat(entry.path("Source").asText()).isEqualTo("customers");
            assertThat(entry.path("DetailType").asText()).isEqualTo(event.type());
            assertThat(entry.path("Time").asLong()).isEqualTo(1_700_000_000L);
            assertThat(entry.path("Detail").asText()).isEqualTo(new String(EnvelopeJson.write(event), UTF_8));
        }
    }

    @Test
    void each_entry_has_its_own_result_in_order() throws IOException {
        try (AnsweringEndpoint endpoint = answering(
                "{\"EventId\":\"1\"},{\"ErrorCode\":\"ThrottlingException\",\"ErrorMessage\":\"slow\"},{\"EventId\":\"3\"}")) {
            Envelope tooLong = ofType("t".repeat(129));

            assertThat(bus(endpoint, LIMIT).putEvents(List.of(event(), tooLong, event(), event())))
                    .containsExactly(
                            PutResult.ACCEPTED,
                            new PutResult("detail-type has more than 128 characters"),
                            new PutResult("ThrottlingException"),
                            PutResult.ACCEPTED);
        }
    }

    @Test
    void entries_that_would_all_be_dropped_are_not_sent() throws IOException {
        try (AnsweringEndpoint endpoint = answering("")) {
            List<PutResult> results = bus(endpoint, LIMIT).putEvents(List.of(ofType("t".repeat(129))));

            assertThat(results).singleElement().matches(result -> !result.accepted());
            assertThat(endpoint.calls()).isZero();
        }
    }

    @Test
    void a_call_is_as_large_as_eventbridge_counts_it() throws IOException {
        Envelope event = event();
        int bytes = 14 + "customers".length() + event.type().length() + EnvelopeJson.length(event);
        try (AnsweringEndpoint endpoint = answering("{\"EventId\":\"1\"}")) {
            assertThat(bus(endpoint, bytes).putEvents(List.of(event))).containsExactly(PutResult.ACCEPTED);
            assertThatThrownBy(() -> bus(endpoint, bytes - 1).putEvents(List.of(event)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a call of " + bytes + " bytes; PutEvents takes " + (bytes - 1));
        }
    }

    @Test
    void no_entry_and_eleven_entries_are_refused() throws IOException {
        try (AnsweringEndpoint endpoint = answering("")) {
            EventBridgeBus bus = bus(endpoint, LIMIT);
            assertThatThrownBy(() -> bus.putEvents(List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bus.putEvents(Collections.nCopies(11, event())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, ThrottlingException", "500, InternalException", "503, ServiceUnavailable"})
    void a_call_that_fails_for_now_is_retryable(int status, String code) throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(status, code)) {
            assertThatThrownBy(() -> bus(endpoint, LIMIT).putEvents(List.of(event())))
                    .isInstanceOf(RetryableFailure.class)
                    .hasMessage("Putting 1 events on bus 'post' failed for now (" + code + ")");
        }
    }

    @Test
    void a_bus_that_may_not_be_written_is_not_set_up() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, "AccessDeniedException")) {
            assertThatThrownBy(() -> bus(endpoint, LIMIT).putEvents(List.of(event())))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("events:PutEvents");
        }
    }

    private static AnsweringEndpoint answering(String entries) throws IOException {
        return new AnsweringEndpoint(200, "{\"FailedEntryCount\":0,\"Entries\":[" + entries + "]}");
    }

    private static EventBridgeBus bus(AnsweringEndpoint endpoint, int limit) {
        return new EventBridgeBus(endpoint.clients().eventBridge(), "post", limit);
    }

    private static Envelope event() {
        Instant time = Instant.ofEpochSecond(1_700_000_000L);
        Fact fact = new Fact.RunCompleted(new RunKey("customers", "run1", 1), "COMPLETE", 0, List.of());
        return Facts.envelope(fact, new Emission(time, null, new Emission.Context(time, null, null)));
    }

    private static Envelope ofType(String type) {
        return new Envelope(CloudEventBuilder.v1(event().event()).withType(type).build());
    }
}
