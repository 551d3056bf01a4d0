package io.quadrille.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.Recording;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Amendments on any ledger: what is taken up is taken up once, and the balance is exact at every moment. */
public abstract class LedgerAmendmentContract extends LedgerScene {
    private static final Instant NOW = Staged.START.plusSeconds(9);

    /** Five records, of which the transform rejects three; then the run is complete. */
    private void rejectThree(int chunk) {
        witness.deliver(run.passes("extract", chunk, 5), run.rejects("transform", chunk, 3));
        witness.deliver(run.outcome("transform", chunk, new Counts(5, 2, 0, 3, 0, 0)), run.passes("load", chunk, 2));
    }

    private void completeOne() {
        witness.deliver(run.started(), run.extracted(1, 5));
        rejectThree(0);
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
    }

    private int begin(String action, String idempotencyKey) {
        RunChange.AmendmentBegun begun = new RunChange.AmendmentBegun(action, "transform", null, idempotencyKey);
        return begun.in(store.change(key, begun, NOW).tally()).orElseThrow().number();
    }

    private int take(int amendment, Integer... places) {
        return store.takeRejects(run.chunk("transform", 0), Set.of(places), amendment, NOW);
    }

    private void taken(int amendment, long records) {
        store.change(key, new RunChange.AmendmentTaken(amendment, records), NOW);
    }

    private void assertSink(long loaded, long rejected, long dead, long inFlight) {
        SinkReport sink = witness.report(key).sinks().get(0);
        assertThat(sink)
                .isEqualTo(new SinkReport("load", "customers", 5, 0, loaded, rejected, 0, dead, inFlight, true));
    }

    private List<Integer> open() {
        return store.rejects(key, RejectFilter.ALL, Optional.empty(), 99).items().stream()
                .map(RejectRow::place)
                .toList();
    }

    private List<Integer> retried(int amendment) {
        return store.retriedRejects(key, amendment, Optional.empty(), 99).items().stream()
                .map(RejectRow::place)
                .toList();
    }

    @Test
    void an_amendment_has_the_next_number_and_one_for_each_key() {
        completeOne();
        assertThat(begin("RETRY", "one")).isEqualTo(1);
        assertThat(begin("RETRY", "two")).isEqualTo(2);
        assertThat(begin("RETRY", "one")).isEqualTo(1);
        RunReport report = witness.report(key);
        assertThat(report.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(report.amendments())
                .containsExactly(
                        new RunHistory.Amendment(1, "RETRY", 0, NOW, "transform", null, "one", true),
                        new RunHistory.Amendment(2, "RETRY", 0, NOW, "transform", null, "two", true));
    }

    @Test
    void a_reject_that_is_taken_up_is_in_flight_and_taken_by_nobody_else() {
        completeOne();
        int one = begin("RETRY", "one");
        int two = begin("RETRY", "two");
        assertThat(take(one, 0, 2)).isEqualTo(2);
        assertSink(2, 1, 0, 2);
        assertThat(take(one, 0, 2)).isZero();
        assertThat(take(two, 0, 1, 2)).isEqualTo(1);
        assertSink(2, 0, 0, 3);
        assertThat(open()).isEmpty();
        assertThat(retried(one)).containsExactly(0, 2);
        assertThat(retried(two)).containsExactly(1);
        assertThat(witness.deliverOne(run.rejects("transform", 0, 3))).isEqualTo(Recording.DUPLICATE);
        assertThat(open()).isEmpty();
    }

    /** An observer that was paused between its look at the bucket and its write. */
    @Test
    void rejects_that_are_stored_late_are_not_open_again() {
        completeOne();
        int one = begin("RETRY", "one");
        assertThat(take(one, 0, 2)).isEqualTo(2);

        Fact.RecordsRejected late = run.rejects("transform", 0, 3);
        store.putRejects(late.key(), late.rejections());

        assertThat(open()).containsExactly(1);
        assertThat(retried(one)).containsExactly(0, 2);
        assertThat(take(begin("RETRY", "two"), 0, 1, 2)).isEqualTo(1);
        assertSink(2, 0, 0, 3);
    }

    @Test
    void nothing_is_taken_up_by_an_amendment_that_was_not_begun_or_has_ended() {
        completeOne();
        assertThat(take(1, 0)).isZero();
        int one = begin("RETRY", "one");
        assertThat(take(one, 0)).isEqualTo(1);
        taken(one, 1);
        assertThat(take(one, 1)).isZero();
        assertThat(open()).containsExactly(1, 2);
    }

    @Test
    void nothing_is_taken_up_before_its_chunk_is_counted() {
        witness.deliver(run.started(), run.rejects("transform", 0, 3));
        int one = begin("RETRY", "one");
        assertThat(take(one, 0)).isZero();
        witness.deliver(run.outcome("transform", 0, new Counts(5, 2, 0, 3, 0, 0)));
        assertThat(take(one, 0)).isZero();
        witness.deliver(run.passes("extract", 0, 5));
        assertThat(take(one, 0)).isEqualTo(1);
        assertSink(0, 2, 0, 3);
    }

    @Test
    void many_at_once_take_each_reject_once() {
        completeOne();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            numbers.add(begin("RETRY", "key " + i));
        }
        int sum = numbers.parallelStream()
                .mapToInt(number ->
                        IntStream.range(0, 3).map(place -> take(number, place)).sum())
                .sum();
        assertThat(sum).isEqualTo(3);
        assertSink(2, 0, 0, 3);
        assertThat(numbers.stream().flatMap(number -> retried(number).stream())).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void a_retry_completes_its_run_again_once_and_is_exact_after_every_event() {
        completeOne();
        int one = begin("RETRY", "one");
        take(one, 0, 1, 2);
        taken(one, 3);
        Staged again = new Staged(key.amendedBy(one), Graphs.LINE);
        List<Fact> facts = List.of(
                new Fact.RunAmended(key, one, "RETRY", 3),
                again.started(),
                again.passes("extract", 0, 3),
                again.rejects("transform", 0, 1),
                again.outcome("transform", 0, new Counts(3, 2, 0, 1, 0, 0)),
                again.passes("load", 0, 2),
                again.extracted(1, 3));
        for (Fact fact : facts) {
            for (int copy = 0; copy < 2; copy++) {
                assertThat(witness.report(key).status()).isNotEqualTo(RunStatus.COMPLETE);
                witness.deliver(fact);
                RunReport report = witness.report(key);
                SinkReport sink = report.sinks().get(0);
                assertThat(report.balanced()).as("%s", report).isTrue();
                assertThat(sink.loaded() + sink.rejected() + sink.inFlight()).isEqualTo(5);
            }
        }
        assertSink(4, 1, 0, 0);
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
        assertThat(witness.announced).containsExactly(completed(2, 3, null), completed(4, 1, 1));
        assertThat(witness.queries.rejects(key, Optional.empty(), 9).items()).hasSize(1);
        assertThat(witness.queries.runs(RunFilter.ALL, Optional.empty(), 9).items())
                .extracting(RunReport::run)
                .containsExactly(key);
    }

    private Fact completed(long loaded, long rejected, @Nullable Integer amendments) {
        return new Fact.RunCompleted(
                key,
                "COMPLETE_WITH_REJECTS",
                5,
                List.of(new Fact.SinkTotals("load", 0, loaded, rejected, 0, 0)),
                amendments);
    }

    @Test
    void what_a_retry_rejected_again_is_taken_up_under_the_retrys_key() {
        completeOne();
        int one = begin("RETRY", "one");
        take(one, 0);
        taken(one, 1);
        RunKey amended = key.amendedBy(one);
        Staged again = new Staged(amended, Graphs.LINE);
        witness.deliver(
                again.started(),
                again.passes("extract", 0, 1),
                again.rejects("transform", 0, 1),
                again.outcome("transform", 0, new Counts(1, 0, 0, 1, 0, 0)),
                again.passes("load", 0, 0),
                again.extracted(1, 1));
        assertSink(2, 3, 0, 0);
        assertThat(store.takeRejects(again.chunk("transform", 0), Set.of(0), 2, NOW))
                .isZero();
        int two = begin("RETRY", "two");
        assertThat(store.takeRejects(again.chunk("transform", 0), Set.of(0), two, NOW))
                .isEqualTo(1);
        assertSink(2, 2, 0, 1);
        assertThat(store.retriedRejects(amended, two, Optional.empty(), 9).items())
                .hasSize(1);
        assertThat(store.takeRejects(again.chunk("transform", 0), Set.of(0), two, NOW))
                .isZero();
    }

    @Test
    void a_late_outcome_of_what_a_retry_sent_is_told_with_the_new_figures() {
        completeOne();
        int one = begin("RETRY", "one");
        take(one, 0);
        taken(one, 1);
        Staged again = new Staged(key.amendedBy(one), Graphs.LINE);
        witness.deliver(
                again.started(),
                again.passes("extract", 0, 1),
                again.passes("transform", 0, 1),
                again.dead("load", 0, 1),
                again.extracted(1, 1));
        assertSink(2, 2, 1, 0);
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE_WITH_DEAD_LETTERS);

        witness.deliver(again.passes("load", 0, 1));

        assertSink(3, 2, 0, 0);
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
        assertThat(witness.announced.get(witness.announced.size() - 1)).isEqualTo(completed(3, 2, 1));
    }

    /** Between an observer's look at the run and at its retry, another retry takes up what this one rejected. */
    @Test
    void a_completion_is_not_announced_from_figures_of_two_moments() {
        completeOne();
        int one = begin("RETRY", "one");
        take(one, 0);
        taken(one, 1);
        Staged again = new Staged(key.amendedBy(one), Graphs.LINE);
        witness.deliver(
                again.started(),
                again.passes("extract", 0, 1),
                again.rejects("transform", 0, 1),
                again.outcome("transform", 0, new Counts(1, 0, 0, 1, 0, 0)),
                again.passes("load", 0, 0));
        Witness overtaken = new Witness(BetweenReads.of(store, key, again.run(), () -> {
            int two = begin("RETRY", "two");
            assertThat(store.takeRejects(again.chunk("transform", 0), Set.of(0), two, NOW))
                    .isEqualTo(1);
        }));

        overtaken.deliver(again.extracted(1, 1));

        assertThat(overtaken.announced).isEmpty();
        assertSink(2, 2, 0, 1);
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void rejects_of_a_run_and_its_retries_are_read_in_order_page_by_page() {
        completeOne();
        int one = begin("RETRY", "one");
        take(one, 1);
        taken(one, 1);
        Staged again = new Staged(key.amendedBy(one), Graphs.LINE);
        witness.deliver(again.started(), again.passes("extract", 0, 1));
        witness.deliver(run.rejects("load", 0, 2), again.rejects("load", 0, 1));
        List<String> paged = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = witness.queries.rejects(key, cursor, 1);
            page.items().forEach(row -> paged.add(row.line() + " " + row.step()));
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(paged).containsExactly("2 load", "2 load", "2 transform", "3 load", "4 transform");
    }

    @Test
    void a_dead_letter_that_is_sent_again_is_in_flight_until_it_is_done_or_dead_again() {
        witness.deliver(run.started(), run.extracted(1, 5), run.passes("extract", 0, 5), run.dead("transform", 0, 5));
        assertSink(0, 0, 5, 0);
        int one = begin("REDRIVE", "one");
        redrive(one);
        taken(one, 5);
        assertSink(0, 0, 0, 5);
        assertThat(witness.deliverOne(run.dead("transform", 0, 5))).isEqualTo(Recording.DUPLICATE);
        assertSink(0, 0, 0, 5);
        witness.deliver(deadAgain(one));
        assertSink(0, 0, 5, 0);
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE_WITH_DEAD_LETTERS);
        int two = begin("REDRIVE", "two");
        redrive(two);
        taken(two, 5);
        redrive(two);
        witness.deliver(deadAgain(one));
        assertSink(0, 0, 0, 5);
        witness.deliver(run.passes("transform", 0, 5), run.passes("load", 0, 5));
        assertSink(5, 0, 0, 0);
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(witness.announced)
                .extracting(fact -> ((Fact.RunCompleted) fact).amendments())
                .containsExactly(null, 1, 2);
    }

    private void redrive(int amendment) {
        store.revise(key, 0, slice -> slice.withRedriven("transform", 0, amendment, NOW), NOW);
    }

    private Fact deadAgain(int amendment) {
        return new Fact.RecordsDeadLettered(run.chunk("transform", 0), 5, 1, 2, "key gone", "blob/7", 5, amendment);
    }
}
