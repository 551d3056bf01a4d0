package io.quadrille.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.LineRanges;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.runs.EventLog;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RecordJourney;
import io.quadrille.observer.runs.RecordJourney.Fate;
import io.quadrille.observer.runs.RecordJourney.Place;
import io.quadrille.observer.runs.RecordJourney.Visit;
import io.quadrille.observer.runs.SourceRecord;
import io.quadrille.observer.runs.SourceRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any ledger tells of one record. Chunks of the scene have ten lines each, from line 2. */
public abstract class JourneyContract {
    private final Staged run = Staged.run("run1", Graphs.TREE);
    private final List<Envelope> captured = new ArrayList<>();
    private LedgerStore store = new io.quadrille.observer.ledger.MemoryLedger();
    private Witness witness = new Witness(store);

    /** An empty ledger. */
    protected abstract LedgerStore ledger();

    @BeforeEach
    final void begin() {
        store = ledger();
        witness = new Witness(store);
        witness.deliver(run.started());
    }

    /** A file of which each line is a record. */
    private static final class Lines implements SourceRecords {
        @Override
        public Optional<SourceRecord> atLine(Fact.RunStarted start, long line) {
            return line < 2 || line > 2001
                    ? Optional.empty()
                    : Optional.of(new SourceRecord((int) (line - 2) / 10, line, line * 8, "line " + line, null));
        }

        @Override
        public List<SourceRecord> atBytes(Fact.RunStarted start, List<Long> bytePositions) {
            return bytePositions.stream()
                    .flatMap(position -> atLine(start, position / 8).stream())
                    .toList();
        }
    }

    private RecordJourney journey(long line) {
        EventLog log = (key, chunk) -> new EventLog.Reading(
                captured.stream()
                        .filter(event -> event.chunk().chunk() == chunk)
                        .toList(),
                null);
        return new LedgerQueries(store, new Lines(), log)
                .findJourney(run.run(), line)
                .orElseThrow();
    }

    private RecordJourney withoutSource(long line) {
        return new LedgerQueries(store).findJourney(run.run(), line).orElseThrow();
    }

    private List<String> fates(RecordJourney journey) {
        return journey.visits().stream()
                .map(visit -> visit.step() + " " + visit.fate())
                .toList();
    }

    private Fact.StepOutcome outcome(String step, int chunk, Counts counts, LineRanges filtered) {
        ChunkOutcome outcome = new ChunkOutcome(
                run.chunk(step, chunk),
                counts,
                chunk * 10L + 2,
                chunk * 10L + 11,
                "data",
                run.graph().extract().name().equals(step) ? null : "cause",
                new ChunkOutcome.Timing(5_000, 900),
                filtered);
        Graph.Node node = run.graph().findNode(step).orElseThrow();
        return switch (node.kind()) {
            case EXTRACT -> new Fact.RecordsExtracted(outcome);
            case LOAD -> new Fact.RecordsLoaded(outcome);
            default -> new Fact.RecordsTransformed(outcome);
        };
    }

    private Fact.StepOutcome passes(String step, int chunk) {
        boolean load = run.graph().findNode(step).orElseThrow().table() != null;
        return outcome(step, chunk, new Counts(10, load ? 0 : 10, 0, 0, 0, load ? 10 : 0), LineRanges.NONE);
    }

    @Test
    void a_record_is_followed_through_every_branch() {
        witness.deliver(passes("extract", 1), passes("clean", 1), passes("load-orders", 1), passes("lines", 1));
        witness.deliver(outcome("paid", 1, new Counts(10, 8, 0, 0, 2, 0), LineRanges.parse("13-14")));
        RecordJourney journey = journey(14);

        assertThat(journey.place()).isEqualTo(new Place(1, new SourceRecord(1, 14, 112, "line 14", null)));
        assertThat(fates(journey))
                .containsExactly(
                        "extract PASSED",
                        "clean PASSED",
                        "load-orders PASSED",
                        "lines PASSED",
                        "load-lines AWAITED",
                        "paid PASSED_OR_FILTERED");
        Visit clean = journey.visits().get(1);
        assertThat(clean.counts()).isEqualTo(new Counts(10, 10, 0, 0, 0, 0));
        assertThat(clean.at()).isEqualTo(Staged.START);
        assertThat(clean.working().toNanos() / 1_000).isBetween(360L, 2270L);
        assertThat(journey.visits().get(4).at()).isNull();
        assertThat(journey.gaps()).isEmpty();
    }

    @Test
    void captured_outcomes_tell_which_lines_were_filtered() {
        Fact.StepOutcome paid = outcome("paid", 1, new Counts(10, 8, 0, 0, 2, 0), LineRanges.parse("13-14"));
        witness.deliver(passes("extract", 1), passes("clean", 1), paid);
        captured.add(Staged.envelope(paid));
        assertThat(journey(14).visits().get(5).fate()).isEqualTo(Fate.FILTERED);
        assertThat(journey(14).visits().get(5).events()).hasSize(1);
        assertThat(journey(15).visits().get(5).fate()).isEqualTo(Fate.PASSED);
    }

    @Test
    void a_chunk_that_was_dropped_whole_needs_no_list() {
        witness.deliver(passes("extract", 0), passes("clean", 0));
        witness.deliver(outcome("paid", 0, new Counts(10, 0, 0, 0, 10, 0), LineRanges.NONE));
        assertThat(journey(3).visits().get(5).fate()).isEqualTo(Fate.FILTERED);
    }

    @Test
    void a_rejected_record_is_nowhere_after() {
        witness.deliver(passes("extract", 0));
        witness.deliver(
                outcome("clean", 0, new Counts(10, 8, 0, 2, 0, 0), LineRanges.NONE), run.rejects("clean", 0, 2));
        RecordJourney journey = journey(3);
        assertThat(fates(journey))
                .containsExactly(
                        "extract PASSED",
                        "clean REJECTED",
                        "load-orders NOT_REACHED",
                        "lines NOT_REACHED",
                        "load-lines NOT_REACHED",
                        "paid NOT_REACHED");
        assertThat(journey.visits().get(1).rejects())
                .extracting(row -> row.line())
                .containsExactly(3L);
        assertThat(fates(journey(4))).contains("clean PASSED", "load-orders AWAITED");
    }

    @Test
    void a_record_that_a_retry_sent_again_is_followed_there_too_and_stays_rejected_here() {
        witness.deliver(passes("extract", 0));
        witness.deliver(
                outcome("clean", 0, new Counts(10, 8, 0, 2, 0, 0), LineRanges.NONE), run.rejects("clean", 0, 2));
        retry(1, run, 0);
        assertThat(fates(journey(2))).startsWith("extract PASSED", "clean REJECTED", "load-orders NOT_REACHED");
        assertThat(journey(2).resent()).containsExactly(new RecordJourney.Resent(1, Staged.START, List.of()));
        assertThat(journey(3).resent()).as("the other one's line").isEmpty();

        Staged again = new Staged(run.run().amendedBy(1), Graphs.TREE);
        witness.deliver(
                again.started(),
                again.passes("extract", 0, 1),
                again.outcome("clean", 0, new Counts(1, 0, 0, 1, 0, 0)),
                again.rejects("clean", 0, 1));
        assertThat(resent(2)).containsExactly("1 extract PASSED", "1 clean REJECTED", "1 load-orders NOT_REACHED");

        retry(2, again, 0);
        Staged third = new Staged(run.run().amendedBy(2), Graphs.TREE);
        witness.deliver(
                third.started(),
                third.passes("extract", 0, 1),
                third.passes("clean", 0, 1),
                third.passes("load-orders", 0, 1));
        assertThat(resent(2))
                .containsExactly(
                        "1 extract PASSED",
                        "1 clean REJECTED",
                        "1 load-orders NOT_REACHED",
                        "2 extract PASSED",
                        "2 clean PASSED",
                        "2 load-orders PASSED");
        assertThat(fates(journey(2))).contains("clean REJECTED");
    }

    /** What became of it at the first three steps, each time it was sent again. */
    private List<String> resent(long line) {
        return journey(line).resent().stream()
                .flatMap(again -> again.visits().stream()
                        .limit(3)
                        .map(visit -> again.amendment() + " " + visit.step() + " " + visit.fate()))
                .toList();
    }

    private void retry(int number, Staged rejecting, int place) {
        RunChange.AmendmentBegun begun = new RunChange.AmendmentBegun("RETRY", "clean", null, "key " + number);
        store.change(run.run(), begun, Staged.START);
        assertThat(store.takeRejects(rejecting.chunk("clean", 0), Set.of(place), number, Staged.START))
                .isEqualTo(1);
        store.change(run.run(), new RunChange.AmendmentTaken(number, 1), Staged.START);
    }

    @Test
    void a_dead_letter_is_told_where_it_died() {
        witness.deliver(passes("extract", 0), run.dead("clean", 0, 10));
        assertThat(fates(journey(2))).startsWith("extract PASSED", "clean DEAD", "load-orders NOT_REACHED");
    }

    @Test
    void of_what_was_expanded_some_may_be_rejected() {
        witness.deliver(passes("extract", 0), passes("clean", 0));
        witness.deliver(outcome("lines", 0, new Counts(10, 30, 20, 0, 0, 0), LineRanges.NONE));
        witness.deliver(run.rejects("load-lines", 0, 1));
        assertThat(journey(2).visits().get(4).fate()).isEqualTo(Fate.PARTLY_REJECTED);
    }

    @Test
    void a_line_of_no_record_says_so() {
        RecordJourney journey = journey(1);
        assertThat(journey.place()).isNull();
        assertThat(journey.visits()).isEmpty();
        assertThat(journey.gaps())
                .containsExactly("Line 1 is no record's: it is the header, blank, or beyond the end of the file.");
    }

    @Test
    void without_the_source_the_chunk_is_found_by_where_chunks_begin() {
        for (int chunk = 0; chunk < 150; chunk++) {
            witness.deliver(passes("extract", chunk));
        }
        assertThat(withoutSource(2).place()).isEqualTo(new Place(0, null));
        assertThat(withoutSource(641).place()).isEqualTo(new Place(63, null));
        assertThat(withoutSource(642).place()).isEqualTo(new Place(64, null));
        assertThat(withoutSource(1_000).place()).isEqualTo(new Place(99, null));
        assertThat(withoutSource(1_000).gaps())
                .containsExactly(
                        "Sources cannot be read from here.",
                        "By the ledger it is in chunk 99; whether a record begins on that very line cannot be told.",
                        "The run's events were not kept where they can be read, so only the ledger tells of them.");
        assertThat(withoutSource(5_000).gaps())
                .contains("By the ledger, chunk 149 is the last one known that begins before it; whether the line is in"
                        + " it, in one not yet read or beyond the end of the file cannot be told.");
        assertThat(withoutSource(1).place()).isNull();
        assertThat(withoutSource(1).gaps()).contains("The ledger has no chunk that begins on line 1 or before it.");
    }

    @Test
    void a_run_whose_start_is_not_known_says_so() {
        Staged other = Staged.run("run2", Graphs.LINE);
        witness.deliver(other.passes("extract", 0, 3));
        RunKey unknown = other.run();
        assertThat(new LedgerQueries(store)
                        .findJourney(unknown, 2)
                        .orElseThrow()
                        .gaps())
                .containsExactly("The run's start is not known yet, and with it the file and the steps.");
    }
}
