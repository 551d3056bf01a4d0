package io.quadrille.local.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.pipeline.Rule;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of events is what event-ruler says of each. */
class RuleSetTest {
    private final RuleSet rules = new RuleSet();
    private int ids;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":[\"guests\"]}",
                "{\"source\":[{\"prefix\":\"gue\"}],\"detail-type\":[\"guests.read.v1\",\"guests.kept.v1\"]}",
                "{\"detail\":{\"fact\":[{\"anything-but\":[\"records-extracted\"]}]}}",
                "{\"detail\":{\"step\":[{\"exists\":false}]}}",
                "{\"detail\":{\"chunk\":[{\"numeric\":[\">\",1]}]}}",
                "{\"detail\":{\"subject\":[\"a\"],\"specversion\":[\"1.0\"]}}",
                "{\"detail\":{\"source\":[{\"suffix\":\"/guests\"}]}}",
                "{\"detail\":{\"id\":[\"7\"]}}",
                "{\"id\":[\"3\",\"9\"]}",
                "{\"region\":[\"local\"],\"detail\":{\"fact\":[\"records-loaded\"]}}",
                "{\"detail\":{\"data\":{\"name\":[\"Ann\"]}}}",
                "{\"detail\":{\"data\":[{\"exists\":false}]}}",
                "{\"detail\":{\"$or\":[{\"fact\":[\"records-loaded\"]},{\"step\":[\"load\"]}]}}",
                "{\"$or\":[{\"source\":[\"tables\"]},{\"detail\":{\"chunk\":[2]}}]}",
            })
    void a_pattern_selects_an_event_however_many_like_it_came_before(String pattern) {
        rules.add(new Rule("one", pattern, "step"));
        rules.add(new Rule("all", "{\"source\":[\"guests\",\"tables\"]}", "step"));
        int selected = 0;
        for (int round = 0; round < 2; round++) {
            for (Envelope event : events()) {
                List<Rule> expected = rules.match(new String(EventBridgeJson.wrapAttributes(event), UTF_8));
                assertThat(rules.match(event)).containsExactlyInAnyOrderElementsOf(expected);
                selected += expected.size();
            }
        }
        assertThat(selected).isGreaterThanOrEqualTo(2 * events().size());
    }

    @Test
    void a_rule_added_later_selects_events_like_those_before() {
        rules.add(new Rule("first", "{\"source\":[\"guests\"]}", "step"));
        Envelope event = event("guests", "guests.read.v1", "records-loaded", "load", 1);
        assertThat(rules.match(event)).extracting(Rule::name).containsExactly("first");

        rules.add(new Rule("second", "{\"detail\":{\"fact\":[\"records-loaded\"]}}", "step"));
        assertThat(rules.match(event)).extracting(Rule::name).containsExactlyInAnyOrder("first", "second");
        Envelope other = event("guests", "guests.read.v1", "records-rejected", "load", 1);
        assertThat(rules.match(other)).extracting(Rule::name).containsExactly("first");
    }

    @Test
    void more_kinds_of_events_than_are_remembered_are_matched_all_the_same() {
        rules.add(new Rule("even", "{\"detail\":{\"chunk\":[2,4,1500,2000]}}", "step"));
        List<Integer> selected = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int chunk = 0; chunk < 2_100; chunk++) {
                if (!rules.match(event("guests", "guests.read.v1", "records-loaded", "load", chunk))
                        .isEmpty()) {
                    selected.add(chunk);
                }
            }
        }
        assertThat(selected).containsExactly(2, 4, 1_500, 2_000, 2, 4, 1_500, 2_000);
    }

    private List<Envelope> events() {
        List<Envelope> events = new ArrayList<>();
        for (String pipeline : new String[] {"guests", "tables"}) {
            for (String fact : new String[] {"records-extracted", "records-loaded"}) {
                for (String step : new String[] {null, "load"}) {
                    events.add(event(pipeline, pipeline + ".read.v1", fact, step, 1));
                    events.add(event(pipeline, pipeline + ".kept.v1", fact, step, 2));
                }
            }
        }
        return events;
    }

    private Envelope event(String pipeline, String type, String fact, @Nullable String step, int chunk) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(String.valueOf(ids++ % 16))
                .withSource(URI.create("/quadrille/" + pipeline))
                .withType(type)
                .withSubject(chunk % 2 == 0 ? "a" : null)
                .withTime(OffsetDateTime.parse("2026-11-03T09:30:00Z"))
                .withExtension(Extensions.FACT, fact)
                .withExtension(Extensions.CHUNK, chunk)
                .withData("application/json", "{\"name\":\"Ann\"}".getBytes(UTF_8));
        return new Envelope((step == null ? event : event.withExtension(Extensions.STEP, step)).build());
    }
}
