package io.quadrille.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RunKeyTest {
    private static final RunKey RUN = new RunKey("customers", "4kq7", 2);

    @Test
    void amendment_has_a_key_of_its_own_that_leads_back() {
        RunKey amended = RUN.amendedBy(12);
        assertThat(amended).isEqualTo(new RunKey("customers", "4kq7+12", 2)).hasToString("customers/4kq7+12/2");
        assertThat(amended.amends()).isTrue();
        assertThat(amended.amendment()).isEqualTo(12);
        assertThat(amended.root()).isEqualTo(RUN);
    }

    @Test
    void run_is_its_own_root() {
        assertThat(RUN.amends()).isFalse();
        assertThat(RUN.amendment()).isZero();
        assertThat(RUN.root()).isSameAs(RUN);
    }

    @Test
    void amendment_is_not_amended_and_its_number_is_one() {
        RunKey amended = RUN.amendedBy(1);
        assertThatThrownBy(() -> amended.amendedBy(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RUN.amendedBy(0)).isInstanceOf(IllegalArgumentException.class);
        for (String id : new String[] {"+1", "4kq7+", "4kq7+0", "4kq7+x", "4kq7+1+2"}) {
            assertThatThrownBy(() -> new RunKey("customers", id, 1))
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
