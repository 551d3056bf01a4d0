package io.quadrille.events;

import java.util.Locale;

/** The kinds of fact, and the CloudEvents type of those that carry no records. */
public enum FactKind {
    RUN_STARTED(Fact.RunStarted.class),
    FILE_EXTRACTED(Fact.FileExtracted.class),
    RECORDS_EXTRACTED(Fact.RecordsExtracted.class),
    RECORDS_TRANSFORMED(Fact.RecordsTransformed.class),
    RECORDS_LOADED(Fact.RecordsLoaded.class),
    RECORDS_REJECTED(Fact.RecordsRejected.class),
    RECORDS_DEAD_LETTERED(Fact.RecordsDeadLettered.class),
    STEP_FAILED(Fact.StepFailed.class),
    RUN_FAILED(Fact.RunFailed.class),
    RUN_COMPLETED(Fact.RunCompleted.class),
    RUN_STALLED(Fact.RunStalled.class),
    RUN_AMENDED(Fact.RunAmended.class);

    private final Class<? extends Fact> factClass;
    private final String attribute = name().toLowerCase(Locale.ROOT).replace('_', '-');

    FactKind(Class<? extends Fact> factClass) {
        this.factClass = factClass;
    }

    public Class<? extends Fact> factClass() {
        return factClass;
    }

    /** The value of the {@link Extensions#FACT} attribute, such as {@code records-loaded}. */
    public String attribute() {
        return attribute;
    }

    /** The CloudEvents type of a fact that carries no records, such as {@code quadrille.records-loaded.v1}. */
    public String type() {
        return "quadrille." + attribute + ".v1";
    }

    /** Whether its data is records of a type of the pipeline, which then names the event's type too. */
    public boolean carriesRecords() {
        return this == RECORDS_EXTRACTED || this == RECORDS_TRANSFORMED;
    }

    public static FactKind of(Fact fact) {
        for (FactKind kind : values()) {
            if (kind.factClass.isInstance(fact)) {
                return kind;
            }
        }
        throw new IllegalStateException("no kind for " + fact.getClass());
    }

    /** @throws UnreadableEvent if no kind has this attribute */
    public static FactKind ofAttribute(String attribute) {
        for (FactKind kind : values()) {
            if (kind.attribute.equals(attribute)) {
                return kind;
            }
        }
        throw new UnreadableEvent("no fact is called '" + attribute + "'");
    }
}
