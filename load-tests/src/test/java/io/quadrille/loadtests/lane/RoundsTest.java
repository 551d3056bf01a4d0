package io.quadrille.loadtests.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundsTest {
    @ParameterizedTest
    @CsvSource({"1, 10", "800000, 10", "900000, 9", "1000000, 8", "3000000, 3", "10000000, 2"})
    void warm_up_rounds_make_eight_million_records_where_they_are_two_to_ten(long records, int warmUps) {
        assertThat(new Rounds(null, 1).warmUpsFor(records)).isEqualTo(warmUps);
    }

    @Test
    void warm_up_rounds_that_were_asked_for_are_as_many_whatever_the_records() {
        assertThat(new Rounds(0, 1).warmUpsFor(1)).isZero();
        assertThat(new Rounds(12, 1).warmUpsFor(10_000_000)).isEqualTo(12);
    }
}
