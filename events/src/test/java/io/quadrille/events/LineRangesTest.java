package io.quadrille.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LineRangesTest {
    @Test
    void neighbouring_records_make_a_range_also_where_they_have_several_lines() {
        LineRanges ranges = LineRanges.of(List.of(2L, 3L, 5L, 9L, 10L), List.of(3L, 5L, 10L));
        assertThat(ranges).hasToString("3-5,10").isEqualTo(LineRanges.parse("3-5,10"));
        assertThat(ranges.contains(3)).isTrue();
        assertThat(ranges.contains(9)).isFalse();
        assertThat(LineRanges.of(List.of(2L), List.of())).isEqualTo(LineRanges.NONE).hasToString("");
        assertThat(LineRanges.parse("")).isEqualTo(LineRanges.NONE);
    }

    @Test
    void records_of_one_line_are_one_place() {
        assertThat(LineRanges.of(List.of(2L, 2L, 3L), List.of(2L))).hasToString("2");
        assertThat(LineRanges.of(List.of(2L, 2L, 3L), List.of(2L, 2L, 3L))).hasToString("2-3");
    }

    @Test
    void what_is_no_range_is_refused() {
        for (String text : new String[] {"x", "3-", "5-3", "0", ","}) {
            assertThatThrownBy(() -> LineRanges.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
