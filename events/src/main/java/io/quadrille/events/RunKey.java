package io.quadrille.events;

/**
 * One attempt of a run.
 *
 * @param pipeline the pipeline's short name
 * @param run the run's id: 16 characters
 * @param attempt from 1; a forced repeat is the next one
 */
public record RunKey(String pipeline, String run, int attempt) {
    public RunKey {
        if (pipeline.isEmpty() || run.isEmpty() || attempt < 1) {
            throw new IllegalArgumentException(
                    "run '" + run + "' of pipeline '" + pipeline + "', attempt " + attempt + " (from 1)");
        }
    }

    @Override
    public String toString() {
        return pipeline + "/" + run + (attempt == 1 ? "" : "/" + attempt);
    }
}
