package io.quadrille.events;

/**
 * One attempt of a run.
 *
 * @param pipeline the pipeline's short name
 * @param run the run's id: 16 characters; of an amendment, that and its number, such as {@code 4kq7…+1}
 * @param attempt from 1; a forced repeat is the next one
 */
public record RunKey(String pipeline, String run, int attempt) {
    private static final char AMENDED = '+';

    public RunKey {
        if (pipeline.isEmpty() || run.isEmpty() || attempt < 1) {
            throw new IllegalArgumentException(
                    "run '" + run + "' of pipeline '" + pipeline + "', attempt " + attempt + " (from 1)");
        }
        int amended = run.indexOf(AMENDED);
        if (amended == 0 || amended > 0 && !run.substring(amended + 1).matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("run '" + run + "': expected its id, then the amendment's number");
        }
    }

    /**
     * The key of what an amendment of this attempt sends again: its ids and its place in the ledger are its own, its rows'
     * versions and data key the attempt's.
     *
     * @param amendment from 1
     */
    public RunKey amendedBy(int amendment) {
        if (amendment < 1 || amends()) {
            throw new IllegalArgumentException("amendment " + amendment + " (from 1) of " + this);
        }
        return new RunKey(pipeline, run + AMENDED + amendment, attempt);
    }

    /** Whether it is an amendment's; not a getter, which would put it on the wire. */
    public boolean amends() {
        return run.indexOf(AMENDED) >= 0;
    }

    /** The attempt that is amended; itself where it is no amendment's. */
    public RunKey root() {
        return amends() ? new RunKey(pipeline, run.substring(0, run.indexOf(AMENDED)), attempt) : this;
    }

    /** The amendment's number; 0 where it is none. */
    public int amendment() {
        return amends() ? Integer.parseInt(run.substring(run.indexOf(AMENDED) + 1)) : 0;
    }

    @Override
    public String toString() {
        return pipeline + "/" + run + (attempt == 1 ? "" : "/" + attempt);
    }
}
