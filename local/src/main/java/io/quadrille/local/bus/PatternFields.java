package io.quadrille.local.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.quadrille.events.Envelope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the patterns of some rules name of an event: its source, its detail-type and attributes. No rule tells events apart that
 * are alike in these.
 */
final class PatternFields {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DETAIL = "detail";
    private static final Set<String> WRAPPED = Set.of("source", "detail-type");
    /** What rules are not shown, whatever the event has. */
    private static final Set<String> WITHHELD = Set.of("data", "data_base64", "datacontenttype");

    private final Set<String> attributes = new TreeSet<>();

    private PatternFields() {}

    /** Empty if a pattern names anything else, or combines fields: then events may have to be looked at whole. */
    static Optional<PatternFields> of(Collection<String> patterns) {
        PatternFields fields = new PatternFields();
        return patterns.stream().allMatch(fields::add) ? Optional.of(fields) : Optional.empty();
    }

    private boolean add(String pattern) {
        JsonNode read;
        try {
            read = JSON.readTree(pattern);
        } catch (JsonProcessingException e) {
            return false; // event-ruler takes comments, for one
        }
        return read.properties().stream()
                .allMatch(field -> field.getKey().equals(DETAIL)
                        ? field.getValue().properties().stream().allMatch(this::addAttribute)
                        : WRAPPED.contains(field.getKey()) && field.getValue().isArray());
    }

    private boolean addAttribute(Map.Entry<String, JsonNode> field) {
        attributes.add(field.getKey());
        return field.getValue().isArray() && !field.getKey().startsWith("$") && !WITHHELD.contains(field.getKey());
    }

    /** Their values in an event, equal for events that are alike in them. */
    List<@Nullable Object> valuesOf(Envelope envelope) {
        List<@Nullable Object> values = new ArrayList<>(WRAPPED.size() + attributes.size());
        values.add(envelope.pipeline());
        values.add(envelope.type());
        for (String attribute : attributes) {
            values.add(value(envelope.event(), attribute));
        }
        return values;
    }

    private static @Nullable Object value(CloudEvent event, String name) {
        return event.getAttributeNames().contains(name) ? event.getAttribute(name) : event.getExtension(name);
    }
}
