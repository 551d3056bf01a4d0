package io.quadrille.handlers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PublisherTest {
    private static final int MOST = 100_000;

    private final Bench bench = new Bench();
    private final RecordingBus bus = new RecordingBus(MOST);
    private final TestBlobs blobs = new TestBlobs();
    private final Publisher publisher = new Publisher(bus, new ClaimChecks(blobs, MOST));

    private Envelope event(int chunk, int bytes) {
        return bench.event(Bench.READ, chunk, 1, ("\"" + "x".repeat(bytes) + "\"").getBytes(UTF_8));
    }

    private List<Envelope> events(int count, int bytes) {
        List<Envelope> events = new ArrayList<>();
        for (int chunk = 0; chunk < count; chunk++) {
            events.add(event(chunk, bytes));
        }
        return events;
    }

    private static List<String> ids(List<Envelope> events) {
        return events.stream().map(Envelope::id).toList();
    }

    @Test
    void ten_entries_go_in_one_call() {
        List<Envelope> events = events(21, 10);

        publisher.publish(events);

        assertThat(bus.calls()).extracting(List::size).containsExactly(10, 10, 1);
        assertThat(ids(bus.accepted())).isEqualTo(ids(events));
    }

    @Test
    void nothing_makes_no_call() {
        publisher.publish(List.of());

        assertThat(bus.calls()).isEmpty();
    }

    @Test
    void call_is_cut_where_its_bytes_end() {
        publisher.publish(events(5, 40_000));

        assertThat(bus.calls()).extracting(List::size).containsExactly(2, 2, 1);
    }

    @Test
    void sizes_of_every_kind_stay_within_the_limits() {
        long seed = 20260117;
        System.out.println("sizes_of_every_kind: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Envelope> events = new ArrayList<>();
        for (int chunk = 0; chunk < 300; chunk++) {
            events.add(event(chunk, random.nextInt(1 << random.nextInt(1, 18))));
        }

        publisher.publish(events); // the bus refuses a call beyond the limits

        assertThat(ids(bus.accepted())).isEqualTo(ids(events));
        assertThat(bus.accepted())
                .allMatch(event -> event.data().isPresent() != event.dataRef().isPresent());
    }

    @Test
    void event_of_exactly_the_limit_carries_its_own_data() {
        Envelope probe = event(0, 50_000);
        int attributes = EnvelopeJson.attributesLength(probe);
        int fitting = MOST - 512 - attributes - 2;

        publisher.publish(List.of(event(0, fitting)));
        publisher.publish(List.of(event(0, fitting + 1)));

        assertThat(bus.accepted()).extracting(event -> event.data().isPresent()).containsExactly(true, false);
        assertThat(blobs.blobs).hasSize(1);
    }

    @Test
    void only_refused_entries_are_sent_again() {
        List<Envelope> events = events(4, 10);
        String second = events.get(1).id();
        bus.refuse(event -> event.id().equals(second), 2);

        publisher.publish(events);

        assertThat(bus.calls())
                .extracting(PublisherTest::ids)
                .containsExactly(ids(events), List.of(second), List.of(second));
        assertThat(ids(bus.accepted())).containsExactlyInAnyOrderElementsOf(ids(events));
    }

    @Test
    void entry_refused_again_and_again_is_a_retryable_failure() {
        bus.refuse(event -> true, 1000);

        assertThatThrownBy(() -> publisher.publish(events(2, 10)))
                .isInstanceOf(RetryableFailure.class)
                .hasMessage("the bus refused 2 of 2 events 4 times: ThrottlingException");
    }
}
