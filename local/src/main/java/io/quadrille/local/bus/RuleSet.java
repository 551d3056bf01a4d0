package io.quadrille.local.bus;

import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.pipeline.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.Machine;

/** The rules of a bus, matched by Amazon's own event-ruler on what EventBridge would deliver, less its data. Thread safe. */
public final class RuleSet {
    /** More kinds of events than a bus sees, unless its rules tell each event from any other. */
    private static final int MOST_KNOWN = 1_024;

    private final Machine machine = new Machine();
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();
    private volatile Known known = new Known(PatternFields.of(List.of()).orElseThrow(), new ConcurrentHashMap<>());

    /** @throws IllegalArgumentException if the pattern is not one, or another rule has the name */
    public synchronized void add(Rule rule) {
        if (rules.putIfAbsent(rule.name(), rule) != null) {
            throw new IllegalArgumentException("rule '" + rule.name() + "' is on the bus already");
        }
        try {
            machine.addRule(rule.name(), rule.pattern());
        } catch (IOException e) {
            rules.remove(rule.name());
            throw new IllegalArgumentException(
                    "rule '" + rule.name() + "': event-ruler refuses its pattern " + rule.pattern(), e);
        }
        List<String> patterns = rules.values().stream().map(Rule::pattern).toList();
        known = new Known(PatternFields.of(patterns).orElse(null), new ConcurrentHashMap<>());
    }

    /**
     * What event-ruler said of events, by what the rules' patterns name of them.
     *
     * @param fields null where that is not enough to tell
     */
    private record Known(@Nullable PatternFields fields, Map<List<@Nullable Object>, List<Rule>> rules) {}

    /** The rules that select the event. Asked of event-ruler once for all events that no rule can tell from it. */
    public List<Rule> match(Envelope envelope) {
        Known mine = known; // one that is replaced meanwhile is left with what it got
        if (mine.fields == null) {
            return matchJson(envelope);
        }
        List<@Nullable Object> values = mine.fields.valuesOf(envelope);
        List<Rule> said = mine.rules.get(values);
        if (said == null) {
            said = matchJson(envelope);
            if (mine.rules.size() < MOST_KNOWN) {
                mine.rules.put(values, said);
            }
        }
        return said;
    }

    private List<Rule> matchJson(Envelope envelope) {
        return match(new String(EventBridgeJson.wrapAttributes(envelope), StandardCharsets.UTF_8), envelope.id());
    }

    /** The rules that select the object that EventBridge delivers, as it stands. */
    public List<Rule> match(String eventBridgeEvent) {
        return match(eventBridgeEvent, "given");
    }

    /** @param id what a failure names */
    private List<Rule> match(String event, String id) {
        try {
            List<Rule> matched = new ArrayList<>(2);
            for (String name : machine.rulesForJSONEvent(event)) {
                matched.add(Objects.requireNonNull(rules.get(name)));
            }
            return List.copyOf(matched);
        } catch (Exception e) { // declared so by event-ruler
            throw new IllegalStateException("event " + id + " cannot be matched", e);
        }
    }
}
