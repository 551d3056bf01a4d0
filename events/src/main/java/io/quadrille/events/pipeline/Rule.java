package io.quadrille.events.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * An EventBridge rule: the events it selects and the queue that receives them.
 *
 * @param name unique on the bus, at most 64 characters (EventBridge)
 * @param pattern the event pattern as JSON, at most 2,048 characters (EventBridge); only the envelope is named
 * @param target the step whose queue receives the events, or {@link #OBSERVER}
 * @param envelopeOnly whether the events are delivered without their data, by an input transformer
 */
public record Rule(String name, String pattern, String target, boolean envelopeOnly) {
    /** The target of the two rules that select every event between them; not a step, and no step may be named so. */
    public static final String OBSERVER = "observer";

    /** The {@code fact} attribute of events that carry records. */
    private static final String RECORD_FACTS = "[\"records-extracted\",\"records-transformed\"]";

    /** A rule whose events are delivered whole. */
    public Rule(String name, String pattern, String target) {
        this(name, pattern, target, false);
    }

    static List<Rule> of(Pipeline pipeline) {
        List<Rule> rules = new ArrayList<>();
        for (Step<?, ?> step : pipeline.steps()) {
            step.consumes()
                    .ifPresent(type -> rules.add(new Rule(
                            pipeline.name() + "-" + step.name(),
                            "{\"source\":[\"%s\"],\"detail-type\":[\"%s\"]}".formatted(pipeline.name(), type.name()),
                            step.name())));
        }
        rules.add(observing(pipeline, OBSERVER + "-records", RECORD_FACTS, true));
        rules.add(observing(pipeline, OBSERVER, "[{\"anything-but\":%s}]".formatted(RECORD_FACTS), false));
        return List.copyOf(rules);
    }

    /** Of what carries records the observer is shown the envelope alone; the rest, rejects among them, whole. */
    private static Rule observing(Pipeline pipeline, String name, String facts, boolean envelopeOnly) {
        String pattern = "{\"source\":[\"%s\"],\"detail\":{\"fact\":%s}}".formatted(pipeline.name(), facts);
        return new Rule(pipeline.name() + "-" + name, pattern, OBSERVER, envelopeOnly);
    }
}
