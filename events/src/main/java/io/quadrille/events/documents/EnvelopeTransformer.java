package io.quadrille.events.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.FactKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The EventBridge input transformer of rules that deliver {@linkplain io.quadrille.events.pipeline.Rule#envelopeOnly
 * envelopes only}: every attribute that an event with records may carry, and no data.
 *
 * <p>A path that an event lacks makes no variable, and nothing stands in its place ("Amazon EventBridge input
 * transformation", EventBridge user guide). Text therefore stands in quotes of the template's own, where nothing is an
 * empty string, which {@link io.quadrille.events.Envelope} reads as an absent attribute; only what every such event
 * carries stands bare, as a number. What is put in quotes is not escaped: no attribute of ours holds a quote or a
 * backslash.
 */
public final class EnvelopeTransformer {
    /** The most paths of one transformer ("InputTransformer", EventBridge API reference). */
    static final int MOST_PATHS = 100;

    /** The longest template in characters (the same page). */
    static final int LONGEST_TEMPLATE = 8192;

    private static final String PIPELINE = "pipeline";
    private static final List<String> CLOUD_EVENT = List.of("specversion", "id", "source", "type", "time");

    private EnvelopeTransformer() {}

    /** JSON paths into the delivered event, by the variable that each is. */
    public static Map<String, String> paths() {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put(PIPELINE, "$.source");
        CLOUD_EVENT.forEach(name -> paths.put(name, "$.detail." + name));
        attributes().forEach(attribute -> paths.put(attribute.name(), "$.detail." + attribute.name()));
        return paths;
    }

    /** The object that is delivered, with variables in angle brackets. */
    public static String template() {
        ObjectNode detail = PrettyJson.object();
        CLOUD_EVENT.forEach(name -> detail.put(name, variable(name)));
        StringBuilder numbers = new StringBuilder();
        for (Attribute attribute : attributes()) {
            if (attribute.form() == Attribute.Form.INTEGER) {
                numbers.append(",\"%s\":%s".formatted(attribute.name(), variable(attribute.name())));
            } else {
                detail.put(attribute.name(), variable(attribute.name()));
            }
        }
        String texts = detail.toString();
        return "{\"detail-type\":\"%s\",\"source\":\"%s\",\"detail\":%s%s}}"
                .formatted(variable("type"), variable(PIPELINE), texts.substring(0, texts.length() - 1), numbers);
    }

    private static Set<Attribute> attributes() {
        Set<Attribute> attributes = new LinkedHashSet<>();
        for (FactKind kind : FactKind.values()) {
            if (kind.carriesRecords()) {
                attributes.addAll(Attribute.of(kind));
            }
        }
        return attributes;
    }

    private static String variable(String name) {
        return "<" + name + ">";
    }
}
