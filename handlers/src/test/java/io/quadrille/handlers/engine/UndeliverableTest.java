package io.quadrille.handlers.engine;

import static io.quadrille.handlers.engine.Bench.GREET;
import static io.quadrille.handlers.engine.Bench.READ;
import static io.quadrille.handlers.engine.Bench.RUN;
import static io.quadrille.handlers.engine.Bench.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.FactKind;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never be read is dead at once, with a reason that names event and chunk and shows nothing of the payload. */
final class UndeliverableTest {
    private final Bench bench = new Bench();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "[\"hunter2\"]",
                "{\"password\":\"hunter2\"}",
                "{\"detail\":{\"specversion\":\"0.3\",\"id\":\"hunter2\"}}",
                "{\"detail\":{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\":hunter2:\",\"type\":\"t\"}}",
                "{\"detail\":{\"specversion\":\"1.0\",\"data\":\"hunter2"
            })
    void message_that_is_no_event_of_ours_is_dead(String body) {
        Disposition disposition = bench.handle(GREET, new Delivery(body.getBytes(UTF_8), 1, bench.now));

        assertThat(disposition).isInstanceOf(Dead.class);
        assertThat(reason(disposition)).doesNotContain("hunter2");
        assertThat(bench.bus.accepted()).isEmpty();
    }

    @Test
    void event_of_another_type_is_dead() {
        Envelope event = bench.event(Bench.GREETED, 3, Bench.guests(1));

        Disposition disposition = bench.handle(GREET, bench.delivery(event, 1));

        assertThat(disposition)
                .isEqualTo(new Dead(
                        "event " + event.id() + " is a guests.greeted.v1, step 'greet' consumes guests.read.v1"));
    }

    @Test
    void payload_that_does_not_decode_is_dead_and_named() {
        Envelope event = bench.event(READ, 3, 1, "{\"columns\":[\"hunter2\"]}".getBytes(UTF_8));

        Disposition disposition = bench.handle(GREET, bench.delivery(event, 1));

        assertThat(disposition).isInstanceOf(Dead.class);
        assertThat(reason(disposition))
                .startsWith("event " + event.id() + " (guests/run0000000000001 before chunk 3): ")
                .doesNotContain("hunter2");
    }

    @Test
    void event_without_data_is_dead_and_named() {
        Envelope event = new Envelope(
                CloudEventBuilder.v1(bench.event(READ, 3, Bench.guests(1)).event())
                        .withoutData()
                        .build());

        assertThat(bench.handle(GREET, bench.delivery(event, 1)))
                .isEqualTo(
                        new Dead("event " + event.id() + " (guests/run0000000000001 before chunk 3): it has no data"));
    }

    @Test
    void sensitive_values_sealed_for_other_places_are_dead() {
        Envelope event = bench.event(Bench.GREETED, 3, Bench.guests(1)); // sealed for another type
        Envelope moved = new Envelope(
                CloudEventBuilder.v1(event.event()).withType(READ.name()).build());

        Disposition disposition = bench.handle(GREET, bench.delivery(moved, 1));

        assertThat(disposition).isInstanceOf(Dead.class);
        assertThat(reason(disposition)).contains("lines 2 to 2, field 'email'").doesNotContain("example.org");
    }

    @Test
    void key_that_is_gone_makes_the_chunk_dead() {
        Envelope event = bench.event(READ, 3, Bench.guests(1));
        bench.keys.gone = true;

        assertThat(bench.handle(GREET, bench.delivery(event, 1)))
                .isEqualTo(new Dead("event " + event.id() + " (guests/run0000000000001 before chunk 3):"
                        + " run guests/run0000000000001: its master key is gone"));
    }

    @Test
    void key_service_that_is_away_is_retried() {
        Envelope event = bench.event(READ, 3, Bench.guests(1));
        bench.keys.outages = 1;

        assertThat(bench.handle(GREET, bench.delivery(event, 1))).isInstanceOf(Retry.class);
        assertThat(bench.handle(GREET, bench.delivery(event, 2))).isEqualTo(new Done());
    }

    @Test
    void large_payload_travels_as_a_claim_check_left_before_its_event() {
        List<Boolean> left = new ArrayList<>();
        bench.bus.whenAccepted(
                event -> left.add(bench.blobs.blobs.containsKey(event.dataRef().orElse(""))));
        int[] many = new int[400];

        bench.handle(GREET, bench.delivery(READ, 3, 1, many));

        Envelope outcome = bench.only(FactKind.RECORDS_TRANSFORMED);
        assertThat(left).containsExactly(true);
        assertThat(outcome.data().isEmpty()).isTrue();
        assertThat(outcome.dataRef().orElseThrow()).isEqualTo(ClaimChecks.folder(RUN) + outcome.id());
        assertThat(bench.recordsOf(Bench.GREETED, outcome)).hasSize(400);
    }

    @Test
    void fetched_claim_check_is_the_event_that_was_left() {
        Envelope event = bench.event(READ, 3, Bench.guests(new int[400]));
        Envelope left = bench.claimChecks.leave(event);
        Envelope arrived = EnvelopeJson.read(EnvelopeJson.write(left));

        assertThat(left.data().isEmpty()).isTrue();
        assertThat(new String(EnvelopeJson.write(bench.claimChecks.fetch(arrived)), UTF_8).length())
                .isEqualTo(EnvelopeJson.length(event));
        assertThat(bench.claimChecks.fetch(arrived).dataRef()).isEmpty();
        assertThat(bench.claimChecks.fetch(arrived).data().orElseThrow())
                .isEqualTo(event.data().orElseThrow());
    }

    @Test
    void claim_check_of_other_content_is_dead() {
        Envelope left = bench.claimChecks.leave(bench.event(READ, 3, Bench.guests(new int[400])));
        String key = left.dataRef().orElseThrow();
        byte[] changed = bench.blobs.blobs.get(key).clone();
        changed[changed.length / 2] ^= 1;

        bench.blobs.put(key, changed);
        Disposition otherHash = bench.handle(GREET, bench.delivery(left, 1));
        bench.blobs.put(key, new byte[3]);
        Disposition otherLength = bench.handle(GREET, bench.delivery(left, 1));

        assertThat(otherHash).isInstanceOf(Dead.class).isEqualTo(otherLength);
        assertThat(reason(otherHash)).contains(left.id(), "before chunk 3", "another length or hash");
    }

    @Test
    void missing_claim_check_is_waited_for_then_dead() {
        Envelope left = bench.claimChecks.leave(bench.event(READ, 3, Bench.guests(new int[400])));
        bench.blobs.blobs.clear();

        assertThat(bench.handle(GREET, bench.delivery(left, 1))).isInstanceOf(Retry.class);
        assertThat(bench.handle(GREET, bench.delivery(left, 2))).isInstanceOf(Retry.class);
        Disposition last = bench.handle(GREET, bench.delivery(left, 3));
        assertThat(last).isInstanceOf(Dead.class);
        assertThat(reason(last)).contains(left.id(), left.requireText(Extensions.DATA_REF));
    }

    @Test
    void blob_store_that_is_away_is_retried() {
        Envelope left = bench.claimChecks.leave(bench.event(READ, 3, Bench.guests(new int[400])));
        bench.blobs.away = true;

        assertThat(bench.handle(GREET, bench.delivery(left, 10))).isInstanceOf(Retry.class);
    }
}
