package io.quadrille.observer.runs;

/**
 * The step that a run waits for, or waited for most.
 *
 * @param reason why, as a clause for people, such as {@code up to 12,000 records waited for it; a chunk waited 1.2 s for
 *     35 ms of work, while publish after it had nothing to do}
 */
public record Bottleneck(String step, Kind kind, String reason) {
    /** What holds the run up. */
    public enum Kind {
        /** No step lets records wait: all keep up with the source as it is read. */
        READING,
        /** Records wait for the step while those after it are idle. */
        BACKLOG
    }

    /** The whole in a sentence, such as {@code Slowest: load: a chunk waited 1.2 s for 35 ms of work.} */
    public String sentence() {
        return kind == Kind.READING ? "No step held it up: " + reason + "." : "Slowest: " + step + ": " + reason + ".";
    }
}
