package io.quadrille.events.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnCodeTest {
    record Plain(
            long id, String name, boolean on, double of, int count, Optional<BigDecimal> price, List<Plain> parts) {}

    record WithMembersBeside(long id, String name) {
        static final String NONE = "";

        WithMembersBeside(long id) {
            this(id, Objects.requireNonNull(NONE));
        }

        String shout() {
            return name + '!';
        }

        long id(long more) {
            return id + more;
        }

        @Override
        public String toString() {
            return "hidden";
        }
    }

    record WrittenOut(long id, String name) {
        WrittenOut(long id, String name) {
            this.id = id;
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Plain.class, WithMembersBeside.class, WrittenOut.class})
    void what_only_keeps_its_values_has_none(Class<?> recordClass) {
        assertThat(OwnCode.isIn(recordClass)).isFalse();
        assertThat(OwnCode.isIn(recordClass)).as("asked again").isFalse();
    }

    record Checks(long id, String name) {
        Checks {
            Objects.requireNonNull(name);
        }
    }

    record Counts(int id) {
        Counts {
            id++;
        }
    }

    record Swaps(String first, String second) {
        Swaps(String first, String second) {
            this.first = second;
            this.second = first;
        }
    }

    record Answers(long id, String name) {
        @Override
        public String name() {
            return name + "?";
        }
    }

    record AnswersAnother(String first, String second) {
        @Override
        public String second() {
            return first;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Checks.class, Counts.class, Swaps.class, Answers.class, AnswersAnother.class})
    void what_checks_or_changes_them_has_some(Class<?> recordClass) {
        assertThat(OwnCode.isIn(recordClass)).isTrue();
        assertThat(OwnCode.isIn(recordClass)).as("asked again").isTrue();
    }
}
