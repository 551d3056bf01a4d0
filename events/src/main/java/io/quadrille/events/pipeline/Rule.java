package io.quadrille.events.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * An EventBridge rule: the events it selects and the queue that receives them.
 *
 * @param name unique on the bus, at most 64 characters (EventBridge)
 * @param pattern the event pattern as JSON, at most 2,048 characters (EventBridge); only the envelope is named
 * @param target the step whose queue receives the events, or {@link #OBSERVER}
 * @param shape what of the events is delivered
 */
public record Rule(String name, String pattern, String target, Shape shape) {
    /** The target of the rules that select every event between them; not a step, and no step may be named so. */
    public static final String OBSERVER = "observer";

    /** What of its events a rule delivers. */
    public enum Shape {
        /** The events as they were published. */
        WHOLE(""),
        /** The attributes of an extract's outcomes, without the records. */
        EXTRACTED_ENVELOPE("extracted"),
        /** The attributes of other outcomes that carry records, without them; only these say what they consumed. */
        TRANSFORMED_ENVELOPE("transformed");

        private final String word;

        Shape(String word) {
            this.word = word;
        }

        /** The {@code fact} attribute of the events that are shaped so. */
        private String fact() {
            return "\"records-" + word + "\"";
        }

        /** The name, on any pipeline, of what shows the observer such events. */
        String observing() {
            return this == WHOLE ? OBSERVER : OBSERVER + "-" + word;
        }
    }

    /** A rule whose events are delivered whole. */
    public Rule(String name, String pattern, String target) {
        this(name, pattern, target, Shape.WHOLE);
    }

    /** Whether the events are delivered without their data, by an input transformer. */
    public boolean envelopeOnly() {
        return shape != Shape.WHOLE;
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
        String extracted = Shape.EXTRACTED_ENVELOPE.fact();
        String transformed = Shape.TRANSFORMED_ENVELOPE.fact();
        rules.add(observing(pipeline, Shape.EXTRACTED_ENVELOPE, extracted));
        rules.add(observing(pipeline, Shape.TRANSFORMED_ENVELOPE, transformed));
        rules.add(observing(pipeline, Shape.WHOLE, "{\"anything-but\":[%s,%s]}".formatted(extracted, transformed)));
        return List.copyOf(rules);
    }

    /**
     * Of what carries records the observer is shown the envelope alone; the rest, rejects among them, whole. A rule for
     * each shape: an input transformer may name only what every event of its rule has.
     */
    private static Rule observing(Pipeline pipeline, Shape shape, String fact) {
        String pattern = "{\"source\":[\"%s\"],\"detail\":{\"fact\":[%s]}}".formatted(pipeline.name(), fact);
        return new Rule(pipeline.name() + "-" + shape.observing(), pattern, OBSERVER, shape);
    }
}
