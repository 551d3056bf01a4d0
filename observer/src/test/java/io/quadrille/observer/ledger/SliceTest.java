package io.quadrille.observer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SliceTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final RunKey RUN = new RunKey("customers", "run1", 1);
    private static final Graph GRAPH = new Graph(List.of(
            new Graph.Node("extract", StepKind.EXTRACT, null, null, false),
            new Graph.Node("transform", StepKind.TRANSFORM, "extract", null, false),
            new Graph.Node("load", StepKind.LOAD, "transform", "customers", false)));

    private static Slice slice(boolean started) {
        RunTally tally = RunTally.unheard(RUN, NOW);
        if (started) {
            SourceObject source = new SourceObject("local", "/in.csv", "v1", 1);
            Fact.RunStarted fact = new Fact.RunStarted(RUN, source, NOW, "digest", GRAPH);
            tally = new RunChange.Started(fact, NOW).on(tally, NOW).orElseThrow();
        }
        return new Slice(tally, 0, new TreeMap<>());
    }

    private static ChunkOutcome outcome(String step) {
        ChunkKey chunk = new ChunkKey(RUN, step, 5);
        return new ChunkOutcome(chunk, new Counts(3, 3, 0, 0, 0, 0), 1, 2, "hash", null, ChunkOutcome.Timing.NONE);
    }

    @Test
    void a_dead_letter_closes_its_chunk_at_its_step_and_downstream() {
        Slice slice = slice(true).withDead("transform", 5, 3, NOW);
        assertThat(slice.buckets().keySet()).containsExactly("load", "transform");
        assertThat(slice.buckets().get("transform").isDead(5)).isTrue();
        assertThat(slice.buckets().get("load").isClosed(5)).isTrue();
        assertThat(slice.buckets().get("load").isDead(5)).isFalse();
    }

    @Test
    void without_a_graph_a_dead_letter_waits_and_closes_nothing() {
        Slice slice = slice(false).withDead("transform", 5, 3, NOW);
        assertThat(slice.buckets().get("transform").awaits(5)).isTrue();
        Slice known = new Slice(slice(true).tally(), 0, slice.buckets()).settled(NOW);
        assertThat(known.buckets().get("load").isClosed(5)).isTrue();
    }

    @Test
    void each_change_of_what_is_awaited_is_a_new_revision_and_a_repeated_one_is_none() {
        Slice dead = slice(true).withDead("transform", 5, 3, NOW);
        assertThat(dead.tally().revision()).isOne();
        assertThat(dead.withDead("transform", 5, 3, NOW)).isEqualTo(dead);
        Slice done = dead.withOutcome(outcome("transform"), NOW, NOW);
        assertThat(done.tally().revision()).isEqualTo(2);
        assertThat(done.buckets().get("load").awaits(5)).isTrue();
        assertThat(done.withOutcome(outcome("transform"), NOW, NOW)).isEqualTo(done);
    }

    @Test
    void a_dead_letter_downstream_shows_that_the_one_upstream_was_followed_by_an_outcome() {
        Slice slice = slice(true).withDead("load", 5, 3, NOW).withDead("transform", 5, 3, NOW);
        assertThat(slice.buckets().get("transform").awaits(5)).isTrue();
        assertThat(slice.buckets().get("load").isDead(5)).isTrue();
    }

    @Test
    void a_closed_bucket_whose_chunk_comes_to_life_is_taken_out_of_the_tally() {
        Slice dead = slice(true).withDead("load", 5, 3, NOW);
        Bucket bucket = dead.buckets().get("load");
        RunChange close = new RunChange.BucketClosed(
                bucket.key(), bucket.sums(), dead.tally().revision());
        RunTally closed = close.on(dead.tally(), NOW).orElseThrow();
        assertThat(closed.step("load").sums().deadLettered()).isEqualTo(3);
        Slice late = new Slice(closed, 0, dead.buckets()).withOutcome(outcome("load"), NOW, NOW);
        assertThat(late.tally().step("load")).isEqualTo(StepTally.NONE);
        assertThat(close.on(late.tally(), NOW)).isEmpty();
    }
}
