package io.quadrille.loadtests.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundsTest {
    @ParameterizedTest
    @CsvSource({"1, 16", "900000, 16", "1000000, 16", "1100000, 15", "2000000, 8", "10000000, 2"})
    void warm_up_rounds_make_sixteen_million_records_where_they_are_two_to_sixteen(long records, int warmUps) {
        assertThat(new Rounds(null, 1).warmUpsFor(records)).isEqualTo(warmUps);
    }

    @Test
    void warm_up_rounds_that_were_asked_for_are_as_many_whatever_the_records() {
        assertThat(new Rounds(0, 1).warmUpsFor(1)).isZero();
        assertThat(new Rounds(12, 1).warmUpsFor(10_000_000)).isEqualTo(12);
    }

    @Test
    void at_least_one_round_counts_in_at_least_one_jvm() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rounds(-1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rounds(0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rounds(0, 1, 0));
    }
}
