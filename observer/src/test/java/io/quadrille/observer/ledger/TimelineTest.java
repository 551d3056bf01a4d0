package io.quadrille.observer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.observer.ledger.Cell.Times;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    private static Cell cell(Duration after, long records) {
        Times times = Times.of(new Timing(5_000, 900), BEGIN.plus(after));
        return new Cell(1, new Counts(records, records, 0, 0, 0, 0), times, 0);
    }

    @Test
    void a_few_outcomes_have_slots_of_a_quarter_of_a_second() {
        Timeline timeline = Timeline.of(List.of(
                cell(Duration.ofMillis(10), 5), cell(Duration.ofMillis(249), 6), cell(Duration.ofMillis(250), 7)));
        assertThat(timeline.slotLength()).isEqualTo(Duration.ofMillis(250));
        assertThat(timeline.slots().values()).extracting(Timeline.Slot::in).containsExactly(11L, 7L);
        assertThat(timeline.slots().values()).extracting(Timeline.Slot::chunks).containsExactly(2L, 1L);
        assertThat(timeline.begins(timeline.slots().firstKey())).isEqualTo(BEGIN);
    }

    @Test
    void gaps_cost_no_slots_so_that_a_retry_a_week_later_keeps_the_resolution() {
        Timeline timeline = Timeline.of(List.of(cell(Duration.ZERO, 5), cell(Duration.ofDays(7), 6)));
        assertThat(timeline.slotLength()).isEqualTo(Duration.ofMillis(250));
        assertThat(timeline.slots()).hasSize(2);
    }

    @Test
    void the_sum_is_the_same_in_whatever_order_and_groups_it_is_added_up_and_can_be_taken_back() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Cell> cells = new ArrayList<>();
            long spread = 1L << 8 + random.nextInt(20);
            for (int i = 0; i < 300; i++) {
                cells.add(cell(Duration.ofMillis(random.nextLong(spread)), random.nextInt(500)));
            }
            Timeline whole = Timeline.of(cells);
            assertThat(whole.slots()).as("seed %d", seed).hasSizeLessThanOrEqualTo(Timeline.MOST);
            Collections.shuffle(cells, random);
            Timeline sum = Timeline.EMPTY;
            List<Timeline> parts = new ArrayList<>();
            for (int from = 0; from < cells.size(); from += 60) {
                parts.add(Timeline.of(cells.subList(from, from + 60)));
                sum = sum.plus(parts.get(parts.size() - 1));
            }
            assertThat(sum).as("seed %d", seed).isEqualTo(whole);
            for (Timeline part : parts) {
                sum = sum.minus(part);
            }
            assertThat(sum.slots()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void it_reads_back_as_it_was_written() {
        Timeline timeline = Timeline.of(List.of(cell(Duration.ZERO, 5), cell(Duration.ofDays(7), 6)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        timeline.writeTo(bytes);
        assertThat(Timeline.readFrom(ByteBuffer.wrap(bytes.toByteArray()))).isEqualTo(timeline);
    }
}
