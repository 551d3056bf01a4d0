package io.quadrille.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TargetTest {
    @Test
    void keys_are_those_that_readers_of_the_json_know() {
        assertThat(Arrays.stream(Target.values()).map(Target::key))
                .containsExactly(
                        "flow_vs_parse",
                        "sqlite_flow_vs_loop",
                        "vs_camel",
                        "vs_spring",
                        "vs_duckdb",
                        "chunked_vs_row_events",
                        "ten_m_vs_one_m",
                        "observed_vs_unobserved",
                        "version_vs_jvm",
                        "lambda_vs_bare");
    }

    @Test
    void a_speed_reaches_what_it_is_not_below() {
        assertThat(Target.VS_CAMEL.reachedBy(10)).isEqualTo("aim");
        assertThat(Target.VS_CAMEL.reachedBy(3)).isEqualTo("floor");
        assertThat(Target.VS_CAMEL.reachedBy(2.99)).isEqualTo("below");
    }

    @Test
    void a_time_reaches_what_it_is_not_above() {
        assertThat(Target.VERSION_VS_JVM.reachedBy(1.5)).isEqualTo("aim");
        assertThat(Target.VERSION_VS_JVM.reachedBy(3)).isEqualTo("floor");
        assertThat(Target.VERSION_VS_JVM.reachedBy(3.01)).isEqualTo("below");
    }
}
