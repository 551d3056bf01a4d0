package io.quadrille.events.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.FactKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed is what the code says; renewed by -Dquadrille.golden.update=true. */
class CommittedDocumentsTest {
    @Test
    void schemas_of_the_facts_are_compatible_with_the_committed_ones() {
        GoldenSchemas.checkFacts(Path.of("src/test/resources/schemas"));
    }

    @Test
    void events_reference_is_up_to_date() {
        EventsReference.check(Path.of("../docs/events.md"));
    }

    @Test
    void events_reference_names_every_fact_and_attribute() {
        String text = EventsReference.markdown();
        for (FactKind kind : FactKind.values()) {
            assertThat(text).contains("\n## " + kind.attribute() + "\n");
        }
        for (Attribute attribute : Attribute.ALL) {
            assertThat(text).contains("| `" + attribute.name() + "` |");
        }
    }

    @Test
    void every_extension_attribute_is_described_once() throws IllegalAccessException {
        assertThat(Attribute.ALL).extracting(Attribute::name).doesNotHaveDuplicates();
        for (java.lang.reflect.Field field : io.quadrille.events.Extensions.class.getFields()) {
            assertThat(Attribute.ALL).extracting(Attribute::name).contains((String) field.get(null));
        }
    }

    @Test
    void outdated_reference_is_refused_with_the_command_that_renews_it(@TempDir Path folder) {
        org.junit.jupiter.api.Assumptions.assumeFalse(Boolean.getBoolean(GoldenSchemas.UPDATE));
        Path file = folder.resolve("events.md");
        assertThatThrownBy(() -> EventsReference.check(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(file + " is not what the code says.\nRenew it with ./mvnw test"
                        + " -Dquadrille.golden.update=true and commit it.");
    }
}
