package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline as a value: its steps and the record types between them. It loads no handler and opens no connection;
 * buses, workers, templates and documents are made from it.
 *
 * @param name also the EventBridge source of its events; 1 to 31 characters
 * @param steps the extract first, each step after the one that feeds it
 * @param endings types that leave the pipeline: nobody in it consumes them
 */
public record Pipeline(String name, List<Step<?, ?>> steps, Set<RecordType<?>> endings) {

    public Pipeline {
        Step.requireName(name);
        endings = Set.copyOf(endings);
        steps = Wiring.inOrder(name, steps, endings);
    }

    public ExtractStep<?> extract() {
        return (ExtractStep<?>) steps.get(0);
    }

    public Optional<Step<?, ?>> findStep(String stepName) {
        return steps.stream().filter(step -> step.name().equals(stepName)).findFirst();
    }

    /** @throws IllegalArgumentException naming the steps there are */
    public Step<?, ?> requireStep(String stepName) {
        return findStep(stepName)
                .orElseThrow(() -> new IllegalArgumentException("Pipeline '" + name + "' has no step '" + stepName
                        + "'; it has " + steps.stream().map(Step::name).toList()));
    }

    /** The steps that load a table, in order. */
    public List<LoadStep<?>> loads() {
        List<LoadStep<?>> loads = new ArrayList<>();
        for (Step<?, ?> step : steps) {
            if (step instanceof LoadStep<?> load) {
                loads.add(load);
            }
        }
        return List.copyOf(loads);
    }

    /** Every record type in it, in the order of the steps that emit them. */
    public Set<RecordType<?>> recordTypes() {
        Set<RecordType<?>> types = new LinkedHashSet<>();
        steps.forEach(step -> step.emits().ifPresent(types::add));
        return types;
    }

    /** Whether a record of it, anywhere, has a field that may not be shown. */
    public boolean hasSensitive() {
        return recordTypes().stream().anyMatch(RecordType::hasSensitive);
    }

    /** The steps and edges alone, as the start of each run carries them. */
    public Graph graph() {
        return Graph.of(this);
    }

    /** The EventBridge rules: one per step with a queue, then the observer's. */
    public List<Rule> rules() {
        return Rule.of(this);
    }

    /** Hex SHA-256 of what moves a chunk boundary or a column's meaning; part of each run's id. */
    public String digest() {
        return PipelineDigest.of(this);
    }

    /** Collects a pipeline's steps. Not thread safe. */
    public static final class Builder {
        private final String name;
        private final List<Step<?, ?>> steps = new ArrayList<>();
        private final Set<RecordType<?>> endings = new LinkedHashSet<>();

        Builder(String name) {
            this.name = name;
        }

        public Builder steps(Step<?, ?>... more) {
            steps.addAll(List.of(more));
            return this;
        }

        /** Lets a type leave the pipeline: nobody in it needs to consume it. */
        public Builder endsWith(RecordType<?> type) {
            endings.add(type);
            return this;
        }

        /** @throws IllegalArgumentException if the steps do not fit together, saying what to do */
        public Pipeline build() {
            return new Pipeline(name, steps, endings);
        }
    }
}
