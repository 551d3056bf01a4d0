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
import software.amazon.event.ruler.Machine;

/** The rules of a bus, matched by Amazon's own event-ruler on what EventBridge would deliver, less its data. Thread safe. */
public final class RuleSet {
    private final Machine machine = new Machine();
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the pattern is not one, or another rule has the name */
    public void add(Rule rule) {
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
    }

    /** The rules that select the event. */
    public List<Rule> match(Envelope envelope) {
        return match(new String(EventBridgeJson.wrapAttributes(envelope), StandardCharsets.UTF_8), envelope.id());
    }

    /** The rules that select the object that EventBridge delivers, as it stands. */
    public List<Rule> match(String eventBridgeEvent) {
        return match(eventBridgeEvent, "given");
    }

    /** As {@link #match(String)}. @param id what a failure names */
    List<Rule> match(String event, String id) {
        try {
            List<Rule> matched = new ArrayList<>(2);
            for (String name : machine.rulesForJSONEvent(event)) {
                matched.add(Objects.requireNonNull(rules.get(name)));
            }
            return matched;
        } catch (Exception e) { // declared so by event-ruler
            throw new IllegalStateException("event " + id + " cannot be matched", e);
        }
    }
}
