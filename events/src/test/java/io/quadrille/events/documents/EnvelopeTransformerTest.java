package io.quadrille.events.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeTransformerTest {
    @ParameterizedTest
    @EnumSource(names = {"RECORDS_EXTRACTED", "RECORDS_TRANSFORMED"})
    void transformed_event_states_the_same_fact_and_has_no_data(FactKind kind) {
        Envelope event = FactSamples.event(kind);
        Envelope transformed = EventBridgeJson.read(transform(EventBridgeJson.wrap(event, EnvelopeJson.write(event)))
                .getBytes(UTF_8));
        assertThat(event.data()).isPresent();
        assertThat(transformed.data()).isEmpty();
        assertThat(transformed.dataRef()).isEmpty();
        assertThat(Facts.fact(transformed)).isEqualTo(Facts.fact(event));
        assertThat(transformed.id()).isEqualTo(event.id());
        assertThat(transformed.time()).isEqualTo(event.time());
        assertThat(transformed.run()).isEqualTo(event.run());
        for (Attribute attribute : Attribute.of(kind)) {
            assertThat(transformed.findText(attribute.name()))
                    .as(attribute.name())
                    .isEqualTo(event.findText(attribute.name()));
        }
    }

    @Test
    void transformer_is_within_the_limits_of_eventbridge() {
        assertThat(EnvelopeTransformer.paths()).hasSizeLessThanOrEqualTo(EnvelopeTransformer.MOST_PATHS);
        assertThat(EnvelopeTransformer.template()).hasSizeLessThanOrEqualTo(EnvelopeTransformer.LONGEST_TEMPLATE);
        assertThat(EnvelopeTransformer.paths().keySet()).allMatch(name -> name.matches("[A-Za-z0-9_-]{1,256}"));
    }

    /** As the user guide says: text bare inside quotes, a number as it is, nothing for a path that leads nowhere. */
    private static String transform(byte[] delivered) {
        JsonNode event = PrettyJson.read(new String(delivered, UTF_8));
        Map<String, String> paths = EnvelopeTransformer.paths();
        Matcher variables = Pattern.compile("<([^>]+)>").matcher(EnvelopeTransformer.template());
        return variables.replaceAll(variable -> {
            String path = paths.get(variable.group(1)).substring(1).replace('.', '/');
            return Matcher.quoteReplacement(event.at(path).asText(""));
        });
    }
}
