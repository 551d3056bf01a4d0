package io.quadrille.events.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassLayoutTest {
    record Measured(long id, String name, Optional<Integer> size, boolean known) {}

    record Moody(String name) {
        @Override
        public String name() {
            if (name.equals("secret")) {
                throw new IllegalStateException(name);
            }
            return name;
        }
    }

    @Test
    void values_are_the_same_however_many_were_read() {
        ClassLayout<Measured> layout = new ClassLayout<>(Measured.class);
        for (int i = 0; i <= ClassLayout.MANY_RECORDS + 1; i++) {
            Optional<Integer> size = i % 2 == 0 ? Optional.of(i) : Optional.empty();
            Object[] values = layout.values(new Measured(i, "n" + i, size, i % 3 == 0));
            if (i < 2 || i >= ClassLayout.MANY_RECORDS - 2) {
                assertThat(values).containsExactly((long) i, "n" + i, size.orElse(null), i % 3 == 0);
            }
        }
        assertThatThrownBy(() -> layout.values(new Measured(1, null, Optional.empty(), true)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("component 'name' of Measured is null; declare it Optional if it may be absent");
    }

    @Test
    void an_accessor_that_throws_is_told_without_its_message_however_many_were_read() {
        ClassLayout<Moody> layout = new ClassLayout<>(Moody.class);
        for (int i = 0; i <= ClassLayout.MANY_RECORDS + 1; i++) {
            if (i % ClassLayout.MANY_RECORDS == 0) {
                assertThatThrownBy(() -> layout.values(new Moody("secret")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("an accessor of " + Moody.class.getName() + " throws IllegalStateException");
            } else {
                layout.values(new Moody("open"));
            }
        }
        assertThatThrownBy(() -> layout.values(new Moody("secret"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(layout.values(new Moody("open"))).containsExactly("open");
    }
}
