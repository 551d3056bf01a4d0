package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.Envelope;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeadLetterRecorderTest {
    private final Bench bench = new Bench();
    private final DeadLetterRecorder recorder =
            new DeadLetterRecorder(Bench.GUESTS.graph(), bench.blobs, bench.services);

    @Test
    void dead_letter_names_its_records_and_lines_and_keeps_the_message() {
        Delivery letter = bench.delivery(Bench.READ, 6, 16, 1, 2, 3);

        recorder.record("greet", letter, "gave up");

        String kept = "deadletters/run0000000000001/1/greet/6";
        Envelope event = bench.only(FactKind.RECORDS_DEAD_LETTERED);
        assertThat(Facts.fact(event))
                .isEqualTo(new Fact.RecordsDeadLettered(
                        new ChunkKey(Bench.RUN, "greet", 6), 3, 2, 4, "gave up", kept, 16));
        assertThat(bench.blobs.blobs.get(kept)).isEqualTo(letter.body());
    }

    @Test
    void undecodable_payload_is_named_by_its_envelope() {
        Delivery letter = bench.delivery(bench.event(Bench.READ, 6, 5, new byte[] {'{', '}'}), 1);

        recorder.record("greet", letter, "undecodable");

        Fact.RecordsDeadLettered fact =
                (Fact.RecordsDeadLettered) Facts.fact(bench.only(FactKind.RECORDS_DEAD_LETTERED));
        assertThat(fact.records()).isEqualTo(5);
    }

    @Test
    void recorded_again_is_the_same_event() {
        recorder.record("greet", bench.delivery(Bench.READ, 6, 16, 1), "gave up");
        recorder.record("greet", bench.delivery(Bench.READ, 6, 17, 1), "gave up again");

        assertThat(bench.bus.accepted())
                .extracting(Envelope::id)
                .containsOnly(bench.bus.accepted().get(0).id());
    }

    @Test
    void message_that_is_no_event_is_kept_and_says_nothing() {
        recorder.record("greet", new Delivery(new byte[] {1, 2, 3}, 1, bench.now), "no event");

        assertThat(bench.bus.accepted()).isEmpty();
        assertThat(bench.blobs.blobs.keySet()).singleElement().asString().startsWith("deadletters/unreadable/");
    }

    @Test
    void what_a_retry_or_redrive_sent_to_other_steps_is_no_dead_letter() {
        Envelope event = bench.event(Bench.READ, 6, 2, new byte[] {'[', ']'});
        for (String address : List.of(Extensions.OWED, Extensions.REDRIVE_TO)) {
            Envelope addressed = new Envelope(CloudEventBuilder.v1(event.event())
                    .withExtension(address, "seat")
                    .build());

            recorder.record("greet", bench.delivery(addressed, 16), "gave up");
            assertThat(bench.bus.accepted()).as(address).isEmpty();
            assertThat(bench.blobs.blobs).as(address).isEmpty();
        }
    }

    @Test
    void store_or_bus_that_is_away_is_told() {
        Delivery letter = bench.delivery(Bench.READ, 6, 16, 1);
        bench.bus.beAway(1);
        assertThatThrownBy(() -> recorder.record("greet", letter, "r")).isInstanceOf(RetryableFailure.class);
        bench.blobs.away = true;
        assertThatThrownBy(() -> recorder.record("greet", letter, "r")).isInstanceOf(RetryableFailure.class);
        assertThat(bench.bus.accepted()).isEmpty();
    }
}
