package io.quadrille.events.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * An EventBridge rule: the events it selects and the queue that receives them.
 *
 * @param name unique on the bus, at most 64 characters (EventBridge)
 * @param pattern the event pattern as JSON, at most 2,048 characters (EventBridge); only the envelope is named
 * @param target the step whose queue receives the events, or {@link #OBSERVER}
 */
public record Rule(String name, String pattern, String target) {
    /** The target of the catch-all rule; not a step, and no step may be named so. */
    public static final String OBSERVER = "observer";

    static List<Rule> of(Pipeline pipeline) {
        List<Rule> rules = new ArrayList<>();
        for (Step<?, ?> step : pipeline.steps()) {
            step.consumes()
                    .ifPresent(type -> rules.add(new Rule(
                            pipeline.name() + "-" + step.name(),
                            "{\"source\":[\"%s\"],\"detail-type\":[\"%s\"]}".formatted(pipeline.name(), type.name()),
                            step.name())));
        }
        rules.add(new Rule(
                pipeline.name() + "-" + OBSERVER, "{\"source\":[\"%s\"]}".formatted(pipeline.name()), OBSERVER));
        return List.copyOf(rules);
    }
}
