package io.quadrille.events;

import static java.util.Objects.requireNonNull;

/**
 * One chunk at one step.
 *
 * @param step the step that has, or should have, an outcome for it
 * @param chunk its number in the run, from 0
 */
public record ChunkKey(RunKey run, String step, int chunk) {
    public ChunkKey {
        requireNonNull(run, "run");
        if (step.isEmpty() || chunk < 0) {
            throw new IllegalArgumentException("step '" + step + "', chunk " + chunk + " (from 0)");
        }
    }

    @Override
    public String toString() {
        return run + " " + step + " chunk " + chunk;
    }
}
