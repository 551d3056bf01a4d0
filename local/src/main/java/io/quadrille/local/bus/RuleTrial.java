package io.quadrille.local.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.pipeline.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.Ruler;

/**
 * Whether a rule selects an event and, if it does not, which fields of its pattern the event fails.
 *
 * @param failed empty where the rule matches
 */
public record RuleTrial(Rule rule, boolean matches, List<FailedField> failed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public RuleTrial {
        failed = List.copyOf(failed);
    }

    /**
     * A field whose value the pattern does not take.
     *
     * @param field its path, such as {@code detail.fact}
     * @param wanted the pattern's values, as JSON
     * @param found the event's value, as JSON; null where it has none
     */
    public record FailedField(String field, String wanted, @Nullable String found) {}

    /**
     * Tries every rule on the object that EventBridge delivers; Amazon's matcher decides, on the whole pattern and on
     * each field.
     *
     * @throws IllegalArgumentException if the event is not a JSON object, or a pattern is not one
     */
    public static List<RuleTrial> of(List<Rule> rules, String eventBridgeEvent) {
        try {
            JsonNode event = JSON.readTree(eventBridgeEvent);
            RuleSet set = new RuleSet();
            rules.forEach(set::add);
            List<Rule> matching = set.match(eventBridgeEvent);
            List<RuleTrial> trials = new ArrayList<>();
            for (Rule rule : rules) {
                List<FailedField> failed = new ArrayList<>();
                if (!matching.contains(rule)) {
                    collect(JSON.readTree(rule.pattern()), List.of(), event, failed);
                }
                trials.add(new RuleTrial(rule, matching.contains(rule), failed));
            }
            return trials;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void collect(JsonNode pattern, List<String> path, JsonNode event, List<FailedField> failed) {
        for (Map.Entry<String, JsonNode> member : pattern.properties()) {
            List<String> below = new ArrayList<>(path);
            below.add(member.getKey());
            if (member.getValue().isObject()) {
                collect(member.getValue(), below, event, failed);
            } else if (!matches(alone(below, member.getValue()), event)) {
                JsonNode found = event;
                for (String name : below) {
                    found = found.path(name);
                }
                failed.add(new FailedField(
                        String.join(".", below),
                        member.getValue().toString(),
                        found.isMissingNode() ? null : found.toString()));
            }
        }
    }

    /** The pattern of one field. */
    private static JsonNode alone(List<String> path, JsonNode values) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode at = root;
        for (String name : path.subList(0, path.size() - 1)) {
            at = at.putObject(name);
        }
        at.set(path.get(path.size() - 1), values);
        return root;
    }

    private static boolean matches(JsonNode pattern, JsonNode event) {
        try {
            return Ruler.matchesRule(event.toString(), pattern.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("event-ruler refuses the pattern " + pattern, e);
        } catch (Exception e) { // declared so by event-ruler
            throw new IllegalStateException("a pattern could not be tried", e);
        }
    }
}
