package io.quadrille.simulator;

/** What holds in every world: the first three and the last at every moment, the others once it has drained. */
public enum Invariant {
    NO_TALLY_EXCEEDS_THE_TRUTH("no tally exceeds the truth"),
    STATES_MOVE_AS_ALLOWED("end states move only as allowed"),
    NOTHING_SENSITIVE_IN_CLEAR("no sensitive value stands in clear anywhere"),
    BALANCED("extracted + expanded = loaded + rejected + filtered + dead-lettered, and nothing is in flight"),
    ONE_OUTCOME("each record has exactly one outcome at each sink"),
    TABLES_EQUAL_THE_ORACLE("tables equal those of the oracle"),
    COMPLETION_ANNOUNCED("completion is announced, with the right counts, once"),
    CONVERGES("it converges within bounded time"),
    LOCATED("every record can be located"),
    MISSING_IS_THE_COMPLEMENT("missing chunks are the complement of those acknowledged");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    public int number() {
        return ordinal() + 1;
    }

    public String sentence() {
        return sentence;
    }
}
