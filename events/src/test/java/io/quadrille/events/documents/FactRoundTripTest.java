package io.quadrille.events.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.UnreadableEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FactRoundTripTest {
    @ParameterizedTest
    @EnumSource
    void every_fact_survives_the_bus(FactKind kind) {
        Envelope event = FactSamples.event(kind);
        byte[] delivered = EventBridgeJson.wrap(event);
        Envelope read = EventBridgeJson.read(delivered);
        assertThat(read.kind()).isEqualTo(kind);
        assertThat(Facts.fact(read)).isEqualTo(FactSamples.fact(kind));
        assertThat(FactKind.of(FactSamples.fact(kind))).isEqualTo(kind);
        assertThat(read.event()).isEqualTo(event.event());
        assertThat(EnvelopeJson.write(read)).isEqualTo(EnvelopeJson.write(event));
    }

    @ParameterizedTest
    @EnumSource
    void same_fact_has_the_same_id_whenever_it_is_published(FactKind kind) {
        Fact fact = FactSamples.fact(kind);
        if (!kind.carriesRecords()) {
            Emission.Context context = new Emission.Context(Instant.EPOCH, null, "key");
            Envelope later = Facts.envelope(fact, new Emission(Instant.EPOCH, "cause", context));
            assertThat(later.id()).isEqualTo(FactSamples.event(kind).id());
            assertThat(Emission.Context.of(later)).isEqualTo(context);
        }
    }

    @Test
    void facts_of_one_run_have_ids_of_their_own() {
        Set<String> ids = new HashSet<>();
        for (FactKind kind : FactKind.values()) {
            assertThat(ids.add(FactSamples.event(kind).id())).as(kind.name()).isTrue();
        }
        RunKey run = new RunKey("customers", "run", 1);
        ChunkKey chunk = new ChunkKey(run, "load", 0);
        Emission emission = new Emission(Instant.EPOCH, null, new Emission.Context(Instant.EPOCH, null, null));
        for (Fact fact : List.of(
                new Fact.StepFailed(chunk, 1, "x"),
                new Fact.StepFailed(chunk, 2, "x"),
                new Fact.RunAmended(run, 1, "RETRY", 1),
                new Fact.RunAmended(run, 2, "RETRY", 1),
                new Fact.RunStalled(run, Instant.EPOCH, List.of()),
                new Fact.RunStalled(run, Instant.EPOCH.plusSeconds(1), List.of()))) {
            assertThat(ids.add(Facts.envelope(fact, emission).id()))
                    .as("%s", fact)
                    .isTrue();
        }
    }

    @Test
    void outcome_is_read_from_the_attributes_alone() {
        for (FactKind kind :
                List.of(FactKind.RECORDS_EXTRACTED, FactKind.RECORDS_TRANSFORMED, FactKind.RECORDS_LOADED)) {
            Envelope attributes = EnvelopeJson.read(EnvelopeJson.writeAttributes(FactSamples.event(kind)));
            assertThat(attributes.data()).isEmpty();
            assertThat(Facts.fact(attributes)).isEqualTo(FactSamples.fact(kind));
        }
    }

    @Test
    void fact_whose_data_is_elsewhere_asks_for_it() {
        Envelope attributes = EnvelopeJson.read(EnvelopeJson.writeAttributes(FactSamples.event(FactKind.RUN_STARTED)));
        assertThatThrownBy(() -> Facts.fact(attributes))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessage("event " + attributes.id() + " (quadrille.run-started.v1) has no data; a claim check is"
                        + " fetched before its fact is read");
    }

    /** A kind of fact and one required member of its data. */
    static Stream<Object[]> requiredMembers() {
        List<Object[]> members = new ArrayList<>();
        for (FactKind kind : JsonSchemas.fixedFacts()) {
            if (JsonSchemas.hasData(kind)) {
                FactFields.of(kind.factClass()).stream()
                        .filter(field -> !field.optional())
                        .forEach(field -> members.add(new Object[] {kind, field.name()}));
            }
        }
        return members.stream();
    }

    @ParameterizedTest
    @MethodSource("requiredMembers")
    void fact_without_a_member_is_unreadable(FactKind kind, String member) {
        assertUnreadable(kind, data -> data.remove(member));
        assertUnreadable(kind, data -> data.putNull(member));
        assertUnreadable(kind, data -> data.putObject(member).put("secret", 1.5));
    }

    @Test
    void whole_numbers_are_not_rounded_or_read_from_text() {
        assertUnreadable(FactKind.FILE_EXTRACTED, data -> data.put("chunks", 1.5));
        assertUnreadable(FactKind.FILE_EXTRACTED, data -> data.put("chunks", "4"));
    }

    @Test
    void fact_of_before_a_member_was_added_is_read_without_it() {
        Envelope event = FactSamples.event(FactKind.RECORDS_DEAD_LETTERED);
        ObjectNode data = (ObjectNode) PrettyJson.read(new String(event.data().orElseThrow(), UTF_8));
        data.remove("redrive");
        assertThat(Facts.fact(with(event, data))).isEqualTo(FactSamples.fact(FactKind.RECORDS_DEAD_LETTERED));
    }

    @Test
    void member_that_a_later_version_added_is_passed_over() {
        Envelope event = FactSamples.event(FactKind.RUN_FAILED);
        ObjectNode data = (ObjectNode) PrettyJson.read(new String(event.data().orElseThrow(), UTF_8));
        data.put("added", "later");
        assertThat(Facts.fact(with(event, data))).isEqualTo(FactSamples.fact(FactKind.RUN_FAILED));
    }

    @Test
    void data_about_another_run_or_chunk_than_the_attributes_say_is_unreadable() {
        Envelope event = FactSamples.event(FactKind.STEP_FAILED);
        Envelope other = new Envelope(CloudEventBuilder.v1(event.event())
                .withExtension(Extensions.CHUNK, 4)
                .build());
        assertThatThrownBy(() -> Facts.fact(other))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageEndingWith("its data is about another run or chunk");
    }

    private static void assertUnreadable(FactKind kind, java.util.function.Consumer<ObjectNode> change) {
        Envelope event = FactSamples.event(kind);
        ObjectNode data = (ObjectNode) PrettyJson.read(new String(event.data().orElseThrow(), UTF_8));
        change.accept(data);
        assertThatThrownBy(() -> Facts.fact(with(event, data)))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessage("event " + event.id() + ": its data is not a " + kind.attribute() + " fact");
    }

    private static Envelope with(Envelope event, ObjectNode data) {
        return new Envelope(CloudEventBuilder.v1(event.event())
                .withData("application/json", data.toString().getBytes(UTF_8))
                .build());
    }
}
