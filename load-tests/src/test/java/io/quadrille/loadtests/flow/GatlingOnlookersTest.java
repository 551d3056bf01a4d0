package io.quadrille.loadtests.flow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.loadtests.lane.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GatlingOnlookersTest {
    @Test
    void one_request_that_failed_fails_the_lap() {
        assertThatThrownBy(() -> GatlingOnlookers.requireAnswered(
                        List.of(answers("all", 1), answers("list", 0), answers("series", 1)), "HTTP 500"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("requests failed: 1 of 20 'all', 1 of 20 'series'; Gatling said last:\nHTTP 500");
    }

    @Test
    void requests_that_were_all_answered_are_accepted() {
        assertThatCode(() -> GatlingOnlookers.requireAnswered(List.of(answers("all", 0)), ""))
                .doesNotThrowAnyException();
    }

    private static Answers answers(String request, long failed) {
        return new Answers(request, 20, failed, 10, 1, 2, 3, 4);
    }
}
