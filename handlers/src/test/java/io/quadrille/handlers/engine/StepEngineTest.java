package io.quadrille.handlers.engine;

import static io.quadrille.events.FactKind.RECORDS_LOADED;
import static io.quadrille.events.FactKind.RECORDS_REJECTED;
import static io.quadrille.events.FactKind.RECORDS_TRANSFORMED;
import static io.quadrille.events.FactKind.STEP_FAILED;
import static io.quadrille.handlers.engine.Bench.GREET;
import static io.quadrille.handlers.engine.Bench.LOAD;
import static io.quadrille.handlers.engine.Bench.ONLY_LOCAL;
import static io.quadrille.handlers.engine.Bench.READ;
import static io.quadrille.handlers.engine.Bench.SEAT;
import static io.quadrille.handlers.engine.Bench.SEATED;
import static io.quadrille.handlers.engine.Bench.SERVE;
import static io.quadrille.handlers.engine.Bench.guest;
import static io.quadrille.handlers.engine.Bench.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.Counts;
import io.quadrille.events.Envelope;
import io.quadrille.events.Rejection;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.Expand;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.engine.Bench.Guest;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.StepMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One outcome per chunk, the same at every delivery; what fails costs only itself. */
final class StepEngineTest {
    private final Bench bench = new Bench();

    @Test
    void transform_emits_one_balanced_outcome() {
        bench.greet = guest -> {
            if (guest.id().equals("g2")) {
                throw new Reject("NO_SEAT", "town", "too far");
            }
            return new Guest(guest.id(), guest.email(), "Hall");
        };

        Disposition disposition = bench.handle(GREET, bench.delivery(READ, 7, 1, 1, 2, 3));

        Envelope outcome = bench.only(RECORDS_TRANSFORMED);
        assertThat(disposition).isEqualTo(new Done());
        assertThat(bench.counts(outcome)).isEqualTo(new Counts(3, 2, 0, 1, 0, 0));
        assertThat(bench.counts(outcome).isBalanced()).isTrue();
        assertThat(outcome.chunk().toString()).isEqualTo("guests/run0000000000001 greet chunk 7");
        assertThat(bench.recordsOf(Bench.GREETED, outcome))
                .extracting(t -> t.record().town())
                .containsExactly("Hall", "Hall");
        assertThat(bench.rejections())
                .containsExactly(new Rejection(new Origin(3, 10, 0), "town", "NO_SEAT", "too far"));
    }

    @Test
    void what_a_step_did_is_measured_once_its_outcome_is_on_the_bus() {
        bench.greet = guest -> {
            bench.now = bench.now.plusMillis(7);
            if (guest.id().equals("g2")) {
                throw new Reject("NO_SEAT", "town", "too far");
            }
            return guest;
        };

        bench.handle(GREET, bench.delivery(READ, 7, 1, 1, 2, 3));

        assertThat(bench.measured)
                .containsExactly(new StepMeter.Work(
                        bench.only(RECORDS_TRANSFORMED).run(),
                        "greet",
                        3,
                        2,
                        1,
                        Duration.ofMillis(21),
                        Duration.ofMillis(21)));
    }

    @Test
    void filter_counts_what_it_drops() {
        bench.onlyLocal = guest -> guest.id().equals("g1");

        bench.handle(ONLY_LOCAL, bench.delivery(READ, 0, 1, 1, 2, 3));

        assertThat(bench.counts(bench.only(RECORDS_TRANSFORMED))).isEqualTo(new Counts(3, 1, 0, 0, 2, 0));
    }

    @Test
    void expansion_counts_what_it_adds_and_numbers_it() {
        bench.seat = guest -> guest.id().equals("g2") ? List.of() : List.of(guest, guest, guest);

        bench.handle(SEAT, bench.delivery(READ, 0, 1, 1, 2));

        Envelope outcome = bench.only(RECORDS_TRANSFORMED);
        assertThat(bench.counts(outcome)).isEqualTo(new Counts(2, 3, 2, 0, 1, 0));
        assertThat(bench.recordsOf(SEATED, outcome))
                .extracting(Traced::origin)
                .containsExactly(new Origin(2, 0, 0), new Origin(2, 0, 1), new Origin(2, 0, 2));
    }

    @Test
    void expansion_of_an_expansion_numbers_all_of_a_line() {
        bench.seat = guest -> List.of(guest, guest);
        List<Traced<Guest>> seated = List.of(
                new Traced<>(new Origin(2, 0, 0), guest(1)),
                new Traced<>(new Origin(2, 0, 1), guest(1)),
                new Traced<>(new Origin(3, 9, 0), guest(2)));

        bench.handle(SERVE, bench.delivery(bench.event(SEATED, 0, seated), 1));

        assertThat(bench.recordsOf(Bench.SERVED, bench.only(RECORDS_TRANSFORMED)))
                .extracting(
                        traced -> traced.origin().line() + "." + traced.origin().ordinal())
                .containsExactly("2.0", "2.1", "2.2", "2.3", "3.0", "3.1");
    }

    @Test
    void expansion_past_the_bound_is_rejected_alone_and_says_so() {
        bench.seat = guest -> Collections.nCopies(guest.id().equals("g1") ? Expand.MOST + 1 : Expand.MOST, guest);

        bench.handle(SEAT, bench.delivery(READ, 0, 1, 1, 2));

        assertThat(bench.counts(bench.only(RECORDS_TRANSFORMED)))
                .isEqualTo(new Counts(2, Expand.MOST, Expand.MOST - 1, 1, 0, 0));
        assertThat(bench.rejections())
                .containsExactly(new Rejection(
                        new Origin(2, 0, 0), null, "EXPANDS_TOO_FAR", "the record expands to more than 10000 records"));
    }

    @Test
    void load_writes_versions_and_emits_counts_alone() {
        bench.handle(LOAD, bench.delivery(Bench.GREETED, 0, 1, 1, 2));

        Envelope outcome = bench.only(RECORDS_LOADED);
        assertThat(bench.counts(outcome)).isEqualTo(new Counts(2, 0, 0, 0, 0, 2));
        assertThat(outcome.data()).isEmpty();
        RecordTable.TableWrite write = bench.writes.get(0);
        assertThat(write.table()).isEqualTo("guests");
        assertThat(write.records()).extracting(r -> r.partition()).containsExactly("g1", "g2");
        assertThat(write.records()).extracting(r -> r.version().line()).containsExactly(2L, 3L);
        assertThat(write.records())
                .allMatch(r -> r.version().writer().sourceMillis() == Bench.SOURCE_TIME.toEpochMilli());
        assertThat(write.records().get(0).values())
                .extracting(Object::toString)
                .containsExactly("g1", "guest1@example.org", "Town 1");
    }

    @Test
    void load_rejects_what_the_table_cannot_hold_and_loads_the_rest() {
        List<Traced<Guest>> guests = new ArrayList<>(Bench.guests(1));
        guests.add(new Traced<>(new Origin(9, 90, 0), new Guest("", "b@example.org", "B")));
        guests.add(new Traced<>(new Origin(10, 99, 0), new Guest("x".repeat(2049), "c@example.org", "C")));
        guests.add(new Traced<>(new Origin(11, 108, 0), new Guest("x".repeat(2048), "d@example.org", "D")));
        // of twice as many bytes in JSON
        guests.add(new Traced<>(new Origin(12, 117, 0), new Guest("\"".repeat(2048), "e@example.org", "E")));
        guests.add(new Traced<>(new Origin(13, 126, 0), new Guest("\"".repeat(2049), "f@example.org", "F")));

        bench.handle(LOAD, bench.delivery(bench.event(Bench.GREETED, 0, guests), 1));

        assertThat(bench.counts(bench.only(RECORDS_LOADED))).isEqualTo(new Counts(6, 0, 0, 3, 0, 3));
        assertThat(bench.rejections())
                .extracting(Rejection::code)
                .containsExactly("MISSING_KEY", "KEY_TOO_LONG", "KEY_TOO_LONG");
        assertThat(bench.writes.get(0).records())
                .extracting(RecordTable.VersionedRecord::partition)
                .containsExactly("g1", "x".repeat(2048), "\"".repeat(2048));
    }

    @Test
    void load_writes_several_chunks_at_once_without_what_it_rejects() {
        Guest keyless = new Guest("", "nobody@example.org", "Nowhere");
        List<Traced<Guest>> first = new ArrayList<>(Bench.guests(1, 2, 3));
        first.set(1, new Traced<>(first.get(1).origin(), keyless));
        List<Traced<Guest>> second = List.of(new Traced<>(new Origin(5, 50, 0), keyless));
        List<Traced<Guest>> third =
                List.of(new Traced<>(new Origin(6, 60, 0), guest(6)), new Traced<>(new Origin(6, 60, 1), guest(7)));

        bench.engine(LOAD)
                .handle(List.of(
                        bench.delivery(bench.event(Bench.GREETED, 0, first), 1),
                        bench.delivery(bench.event(Bench.GREETED, 1, second), 1),
                        bench.delivery(bench.event(Bench.GREETED, 2, third), 1)));

        assertThat(bench.writes).hasSize(1);
        List<RecordTable.VersionedRecord> rows = bench.writes.get(0).records();
        List<String> expected = List.of("g1 2.0 Town 1", "g3 4.0 Town 3", "g6 6.0 Town 6", "g7 6.1 Town 7");
        assertThat(rows).extracting(StepEngineTest::told).isEqualTo(expected);
        assertThat(rows).as("asked for again").extracting(StepEngineTest::told).isEqualTo(expected);
        assertThat(bench.all(RECORDS_LOADED))
                .extracting(bench::counts)
                .containsExactly(
                        new Counts(3, 0, 0, 1, 0, 2), new Counts(1, 0, 0, 1, 0, 0), new Counts(2, 0, 0, 0, 0, 2));
    }

    private static String told(RecordTable.VersionedRecord row) {
        return row.partition() + " " + row.version().line() + "."
                + row.version().ordinal() + " " + row.values()[2];
    }

    @Test
    void empty_chunk_is_passed_on() {
        bench.handle(GREET, bench.delivery(READ, 0, 1));
        bench.handle(LOAD, bench.delivery(Bench.GREETED, 0, 1));

        assertThat(bench.counts(bench.only(RECORDS_TRANSFORMED))).isEqualTo(Counts.ZERO);
        assertThat(bench.counts(bench.only(RECORDS_LOADED))).isEqualTo(Counts.ZERO);
        assertThat(bench.writes).isEmpty();
    }

    @Test
    void rejects_are_accepted_before_the_outcome_even_when_first_refused() {
        bench.greet = guest -> {
            throw new Reject("NO_SEAT", null, "full");
        };
        bench.bus.refuse(event -> event.kind() == RECORDS_REJECTED, 2);

        bench.engine(GREET).handle(List.of(bench.delivery(READ, 0, 1, 1), bench.delivery(READ, 1, 1, 2)));

        assertThat(bench.kinds())
                .containsExactly(RECORDS_REJECTED, RECORDS_REJECTED, RECORDS_TRANSFORMED, RECORDS_TRANSFORMED);
    }

    @Test
    void no_outcome_goes_out_while_its_rejects_do_not() {
        bench.greet = guest -> {
            throw new Reject("NO_SEAT", null, "full");
        };
        bench.bus.refuse(event -> event.kind() == RECORDS_REJECTED, 1000);

        assertThat(bench.handle(GREET, bench.delivery(READ, 0, 1, 1))).isInstanceOf(Retry.class);
        assertThat(bench.bus.accepted()).isEmpty();
    }

    @Test
    void delivery_is_done_only_when_its_outcome_is_out() {
        bench.bus.beAway(10);

        assertThat(bench.handle(GREET, bench.delivery(READ, 0, 1, 1))).isInstanceOf(Retry.class);

        bench.bus.beAway(0);
        assertThat(bench.handle(GREET, bench.delivery(READ, 0, 2, 1))).isEqualTo(new Done());
        assertThat(bench.kinds()).containsExactly(RECORDS_TRANSFORMED);
    }

    @Test
    void one_outcome_the_bus_refuses_costs_its_chunk_alone() {
        bench.bus.refuse(event -> event.chunk().chunk() == 1, 1000);

        List<Disposition> dispositions = bench.engine(GREET)
                .handle(List.of(
                        bench.delivery(READ, 0, 1, 1), bench.delivery(READ, 1, 1, 2), bench.delivery(READ, 2, 1, 3)));

        assertThat(dispositions).extracting(Object::getClass).containsExactly(Done.class, Retry.class, Done.class);
    }

    @Test
    void redelivered_chunk_emits_the_same_ids_and_bytes() {
        bench.handle(GREET, bench.delivery(READ, 4, 1, 1, 2, 3));
        Envelope first = bench.only(RECORDS_TRANSFORMED);
        bench.bus.clear();
        bench.now = bench.now.plusSeconds(3600);
        bench.handle(GREET, bench.delivery(READ, 4, 2, 1, 2, 3));
        Envelope second = bench.only(RECORDS_TRANSFORMED);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.data().orElseThrow()).isEqualTo(first.data().orElseThrow());
        assertThat(second.findText("datahash")).isEqualTo(first.findText("datahash"));
    }

    @Test
    void throwing_record_is_retried_with_its_chunk_then_rejected_alone() {
        bench.greet = guest -> {
            if (guest.id().equals("g2")) {
                throw new NumberFormatException("For input string: " + guest.email());
            }
            return guest;
        };

        for (int receives = 1; receives <= GREET.settings().retries(); receives++) {
            Disposition retry = bench.handle(GREET, bench.delivery(READ, 0, receives, 1, 2, 3));
            assertThat(reason(retry)).isEqualTo("line 3: the handler threw java.lang.NumberFormatException");
        }
        assertThat(bench.kinds())
                .containsOnly(STEP_FAILED)
                .hasSize(GREET.settings().retries());
        assertThat(Set.copyOf(bench.bus.accepted().stream().map(Envelope::id).toList()))
                .hasSize(2);

        bench.bus.clear();
        Disposition last = bench.handle(GREET, bench.delivery(READ, 0, 3, 1, 2, 3));

        assertThat(last).isEqualTo(new Done());
        assertThat(bench.counts(bench.only(RECORDS_TRANSFORMED))).isEqualTo(new Counts(3, 2, 0, 1, 0, 0));
        assertThat(bench.rejections())
                .containsExactly(new Rejection(
                        new Origin(3, 10, 0),
                        null,
                        "STEP_FAILED",
                        "the handler threw java.lang.NumberFormatException on every delivery"));
    }

    static Stream<Throwable> thrown() {
        return Stream.of(
                new StackOverflowError(),
                new AssertionError("guest2@example.org"),
                new NoClassDefFoundError("x"),
                new Exception("checked"),
                new NullPointerException());
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whatever_a_handler_throws_costs_its_record_alone(Throwable thrown) {
        bench.greet = guest -> {
            if (guest.id().equals("g2")) {
                throw sneaky(thrown);
            }
            return guest;
        };

        List<Disposition> dispositions =
                bench.engine(GREET).handle(List.of(bench.delivery(READ, 0, 3, 1, 2, 3), bench.delivery(READ, 1, 1, 4)));

        assertThat(dispositions).containsExactly(new Done(), new Done());
        assertThat(bench.rejections()).extracting(Rejection::code).containsExactly("STEP_FAILED");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    static Stream<Guest> unencodable() {
        return Stream.of(
                new Guest("g2", "half \uD83D", "t"),
                new Guest("g2", "guest2@example.org", null),
                new Guest(null, "e", "t"));
    }

    @ParameterizedTest
    @MethodSource("unencodable")
    void record_that_no_event_can_carry_is_its_own_fault_alone(Guest bad) {
        bench.greet = guest -> guest.id().equals("g2") ? bad : guest;

        assertThat(bench.handle(GREET, bench.delivery(READ, 0, 1, 1, 2, 3))).isInstanceOf(Retry.class);
        assertThat(bench.handle(GREET, bench.delivery(READ, 0, 3, 1, 2, 3))).isEqualTo(new Done());
        assertThat(bench.counts(bench.only(RECORDS_TRANSFORMED))).isEqualTo(new Counts(3, 2, 0, 1, 0, 0));
        assertThat(bench.rejections()).extracting(Rejection::code).containsExactly("STEP_FAILED");
    }

    @Test
    void handler_that_returns_null_is_a_throwing_handler() {
        bench.greet = guest -> null;

        bench.handle(GREET, bench.delivery(READ, 0, 3, 1));

        assertThat(bench.rejections()).extracting(Rejection::code).containsExactly("STEP_FAILED");
    }

    @Test
    void reject_with_a_bad_code_fails_its_record_alone() {
        bench.greet = guest -> {
            throw new Reject("no seat", null, "full");
        };

        bench.handle(GREET, bench.delivery(READ, 0, 3, 1));

        assertThat(bench.rejections()).extracting(Rejection::code).containsExactly("STEP_FAILED");
    }

    @Test
    void retryable_failure_of_a_handler_is_retried_up_to_the_last_receive() {
        bench.greet = guest -> {
            throw new RetryableFailure("the geocoder is away");
        };

        for (int receives = 1; receives < StepSettings.MAX_RECEIVES; receives++) {
            assertThat(bench.handle(GREET, bench.delivery(READ, 0, receives, 1)))
                    .isInstanceOf(Retry.class);
        }
        assertThat(bench.handle(GREET, bench.delivery(READ, 0, StepSettings.MAX_RECEIVES, 1)))
                .isEqualTo(new Done());
        assertThat(bench.rejections()).extracting(Rejection::code).containsExactly("STEP_FAILED");
    }

    @Test
    void table_that_does_not_answer_retries_the_whole_batch() {
        bench.table = Bench.away("the table is away");

        List<Disposition> dispositions = bench.engine(LOAD)
                .handle(List.of(bench.delivery(Bench.GREETED, 0, 1, 1), bench.delivery(Bench.GREETED, 1, 5, 2)));

        assertThat(dispositions).allMatch(Retry.class::isInstance);
        assertThat(bench.bus.accepted()).isEmpty();
    }

    @Test
    void table_that_breaks_on_one_chunk_costs_that_chunk_alone() {
        bench.table = write -> {
            if (write.records().stream().anyMatch(r -> r.partition().equals("g2"))) {
                throw new IllegalStateException("cannot bind guest2@example.org");
            }
        };

        List<Disposition> dispositions = bench.engine(LOAD)
                .handle(List.of(
                        bench.delivery(Bench.GREETED, 0, 1, 1),
                        bench.delivery(Bench.GREETED, 1, 1, 2),
                        bench.delivery(Bench.GREETED, 2, 1, 3)));

        assertThat(dispositions).extracting(Object::getClass).containsExactly(Done.class, Retry.class, Done.class);
        assertThat(reason(dispositions.get(1))).isEqualTo("step 'load' failed with java.lang.IllegalStateException");
    }

    @Test
    void bad_message_costs_only_itself() {
        List<Disposition> dispositions = bench.engine(GREET)
                .handle(List.of(
                        bench.delivery(READ, 0, 1, 1),
                        new Delivery(new byte[] {'x'}, 1, bench.now),
                        bench.delivery(READ, 2, 1, 3)));

        assertThat(dispositions).extracting(Object::getClass).containsExactly(Done.class, Dead.class, Done.class);
        assertThat(bench.all(RECORDS_TRANSFORMED)).hasSize(2);
    }

    @Test
    void back_off_of_a_retry_grows_with_the_receives() {
        bench.table = Bench.away("away");

        Retry first = (Retry) bench.handle(LOAD, bench.delivery(Bench.GREETED, 0, 1, 1));
        Retry eighth = (Retry) bench.handle(LOAD, bench.delivery(Bench.GREETED, 0, 8, 1));

        assertThat(first.backOff().toMillis()).isBetween(750L, 1_000L);
        assertThat(eighth.backOff().toMillis()).isBetween(96_000L, 128_000L);
    }
}
