package io.quadrille.forecast;

import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Step;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline treats its records: assumed, told, or seen in a run.
 *
 * @param steps by name, of every step
 * @param sizes of the events of a type, by its name, where they were measured
 * @param sample the run it was seen in; null if it was in none
 */
public record Profile(
        Map<String, StepProfile> steps, Map<String, EventSize> sizes, @Nullable Sample sample) {
    public Profile {
        sizes = Map.copyOf(sizes);
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /**
     * How long events of one type were. Means.
     *
     * @param recordBytes of a record in the payload
     * @param units of 64 KB, of an event
     * @param claims of an event: 1 where all left their records in S3
     */
    public record EventSize(double recordBytes, double units, double claims) {}

    /**
     * A complete run.
     *
     * @param run its id
     * @param bytes the file's length, decompressed
     */
    public record Sample(String run, long records, int chunks, long bytes) {
        public double bytesPerRecord() {
            return records == 0 ? 0 : (double) bytes / records;
        }
    }

    /** Nothing is rejected, filtered or expanded, and every step takes as long as assumed. */
    public static Profile assumed(Pipeline pipeline, Assumptions assumptions) {
        Map<String, StepProfile> steps = new LinkedHashMap<>();
        for (Step<?, ?> step : pipeline.steps()) {
            steps.put(step.name(), new StepProfile(1, 0, 0, assumptions.stepMicrosPerRecord(), false));
        }
        return new Profile(steps, Map.of(), null);
    }

    /** With a step's time on a record, told. @throws IllegalArgumentException naming the steps there are */
    public Profile timed(String step, double micros) {
        return with(step, profile -> profile.timed(micros));
    }

    /** With what a step emits for each record, told. @throws IllegalArgumentException naming the steps there are */
    public Profile emitting(String step, double ratio) {
        return with(step, profile -> profile.emitting(ratio));
    }

    /** With the sizes of events by their type, measured. */
    public Profile sized(Map<String, EventSize> measured) {
        return new Profile(steps, measured, sample);
    }

    private Profile with(String step, UnaryOperator<StepProfile> change) {
        Map<String, StepProfile> changed = new LinkedHashMap<>(steps);
        changed.put(step, change.apply(of(step)));
        return new Profile(changed, sizes, sample);
    }

    StepProfile of(String step) {
        StepProfile found = steps.get(step);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no step '" + step + "'; the steps are " + String.join(", ", steps.keySet()) + ".");
        }
        return found;
    }

    /** Records that a step consumes for each of the file. */
    double consumedBy(Step<?, ?> step, Pipeline pipeline) {
        String upstream =
                pipeline.graph().findNode(step.name()).map(Graph.Node::upstream).orElse(null);
        if (upstream == null) {
            return 1;
        }
        return consumedBy(pipeline.requireStep(upstream), pipeline) * of(upstream).outPerIn();
    }

    /** The sample, where it is a run of this very file: then its counts are not scaled. */
    @Nullable
    Sample sampleOf(Workload workload) {
        Sample seen = sample;
        return seen != null
                        && seen.records() == workload.records()
                        && Math.abs(seen.bytesPerRecord() - workload.bytesPerRecord()) < 1e-6
                ? seen
                : null;
    }
}
