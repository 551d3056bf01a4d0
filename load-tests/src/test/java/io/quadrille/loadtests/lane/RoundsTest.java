package io.quadrille.loadtests.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundsTest {
    @ParameterizedTest
    @CsvSource({"1, 10", "300000, 10", "500000, 6", "900000, 4", "1000000, 3", "10000000, 2"})
    void warm_up_rounds_make_three_million_records_where_they_are_two_to_ten(long records, int warmUps) {
        assertThat(Rounds.warmUpsFor(records)).isEqualTo(warmUps);
    }
}
