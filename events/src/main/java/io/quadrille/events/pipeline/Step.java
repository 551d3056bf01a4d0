package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A named contract: the one type of records it consumes and the one it emits, if any. It knows no handler.
 *
 * @param <I> what it consumes
 * @param <O> what it makes
 */
public sealed interface Step<I, O> permits ExtractStep, TransformStep, FilterStep, ExpandStep, LoadStep {
    /** Names become queue and rule names, where 'customers-' and a suffix are added; AWS allows 80 and 64 characters. */
    Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    String name();

    StepSettings settings();

    /** The type whose events it is fed; empty for an extract, which a dropped file feeds. */
    Optional<RecordType<I>> consumes();

    /** The type of the events it emits; empty for a load. */
    Optional<RecordType<O>> emits();

    /** What the step is, as messages, graphs and documents say it. */
    default StepKind kind() {
        if (this instanceof ExtractStep) {
            return StepKind.EXTRACT;
        } else if (this instanceof TransformStep) {
            return StepKind.TRANSFORM;
        } else if (this instanceof FilterStep) {
            return StepKind.FILTER;
        } else if (this instanceof ExpandStep) {
            return StepKind.EXPAND;
        }
        return StepKind.LOAD;
    }

    static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Name '" + name
                    + "': expected 1 to 31 lower-case letters, digits and dashes, beginning with a letter");
        }
        return name;
    }
}
