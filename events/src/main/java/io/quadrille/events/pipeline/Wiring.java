package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that a pipeline's steps fit together: each refusal says what to do. */
final class Wiring {
    private static final int MOST_STEPS = 200; // 300 rules per bus, less room for the observer and other pipelines

    /** Other queues and rules are called so; EntryPoint names them. */
    private static final List<String> RESERVED =
            List.of(Rule.OBSERVER, "observer-extracted", "observer-transformed", "arrival", "dead-letters", "watchdog");

    private final String pipeline;
    private final List<Step<?, ?>> steps;
    private final Set<RecordType<?>> endings;

    private Wiring(String pipeline, List<Step<?, ?>> steps, Set<RecordType<?>> endings) {
        this.pipeline = pipeline;
        this.steps = steps;
        this.endings = endings;
    }

    /** The steps, each after the one that feeds it. */
    static List<Step<?, ?>> inOrder(String pipeline, List<Step<?, ?>> steps, Set<RecordType<?>> endings) {
        Wiring wiring = new Wiring(pipeline, List.copyOf(steps), endings);
        wiring.requireUniqueNames();
        wiring.requireOneClassPerType();
        wiring.requireOneTablePerLoad();
        Map<RecordType<?>, Step<?, ?>> emitters = wiring.emitters();
        wiring.requireFed(emitters);
        wiring.requireConsumed(emitters);
        return wiring.reachable();
    }

    private void requireUniqueNames() {
        Set<String> names = new HashSet<>();
        for (Step<?, ?> step : steps) {
            if (!names.add(step.name())) {
                throw refused("two steps are named '" + step.name() + "'. Rename one.");
            }
        }
        for (String name : names) {
            if (RESERVED.contains(name) || name.endsWith("-dlq")) {
                throw refused("a step is named '" + name + "'; " + RESERVED
                        + " and what ends with '-dlq' are queues beside the flow. Rename it.");
            }
        }
        if (steps.size() > MOST_STEPS) {
            throw refused(steps.size() + " steps; a bus carries at most " + MOST_STEPS + ". Split the pipeline.");
        }
        if (steps.stream().filter(ExtractStep.class::isInstance).count() != 1) {
            throw refused("it has "
                    + steps.stream()
                            .filter(ExtractStep.class::isInstance)
                            .map(Step::name)
                            .toList()
                    + " as extracts. A pipeline begins with exactly one extract step.");
        }
    }

    private void requireOneClassPerType() {
        Map<String, Class<?>> classes = new HashMap<>();
        for (Step<?, ?> step : steps) {
            for (Optional<? extends RecordType<?>> used : List.of(step.consumes(), step.emits())) {
                used.ifPresent(type -> {
                    Class<?> known = classes.putIfAbsent(type.name(), type.recordClass());
                    if (known != null && known != type.recordClass()) {
                        throw refused("the type " + type + " is both " + known.getSimpleName() + " and "
                                + type.recordClass().getSimpleName() + ". Give one of them another name or version.");
                    }
                });
            }
        }
    }

    private void requireOneTablePerLoad() {
        Map<String, String> tables = new HashMap<>();
        for (Step<?, ?> step : steps) {
            if (step instanceof LoadStep<?> load) {
                String other = tables.putIfAbsent(load.table().name(), load.name());
                if (other != null) {
                    throw refused("steps '" + other + "' and '" + load.name() + "' both load table '"
                            + load.table().name() + "'. Load it from one step.");
                }
            }
        }
    }

    private Map<RecordType<?>, Step<?, ?>> emitters() {
        Map<RecordType<?>, Step<?, ?>> emitters = new LinkedHashMap<>();
        for (Step<?, ?> step : steps) {
            step.emits().ifPresent(type -> {
                Step<?, ?> other = emitters.putIfAbsent(type, step);
                if (other != null) {
                    throw refused("steps '" + other.name() + "' and '" + step.name() + "' both emit " + type
                            + ". Let each emit a type of its own.");
                }
            });
        }
        return emitters;
    }

    private void requireFed(Map<RecordType<?>, Step<?, ?>> emitters) {
        for (Step<?, ?> step : steps) {
            step.consumes().ifPresent(type -> {
                if (!emitters.containsKey(type)) {
                    throw refused("step '" + step.name() + "' consumes " + type
                            + ", but no step emits it. Types emitted: " + emitters.keySet() + ".");
                }
            });
        }
    }

    private void requireConsumed(Map<RecordType<?>, Step<?, ?>> emitters) {
        emitters.forEach((type, emitter) -> {
            boolean consumed = steps.stream()
                    .anyMatch(step -> step.consumes().filter(type::equals).isPresent());
            if (!consumed && !endings.contains(type)) {
                throw refused("step '" + emitter.name() + "' emits " + type
                        + ", but no step consumes it. Add a step on it, or end the pipeline there with endsWith("
                        + type + ").");
            }
            if (consumed && endings.contains(type)) {
                throw refused("it ends with " + type + ", but a step consumes it. Remove the endsWith.");
            }
        });
        for (RecordType<?> ending : endings) {
            if (!emitters.containsKey(ending)) {
                throw refused("it ends with " + ending + ", but no step emits it. Remove the endsWith.");
            }
        }
    }

    /** Breadth first from the extract, so that a definition's order does not matter. */
    private List<Step<?, ?>> reachable() {
        List<Step<?, ?>> ordered = new ArrayList<>();
        steps.stream().filter(ExtractStep.class::isInstance).forEach(ordered::add);
        for (int i = 0; i < ordered.size(); i++) {
            Optional<? extends RecordType<?>> emitted = ordered.get(i).emits();
            for (Step<?, ?> step : steps) {
                if (emitted.isPresent()
                        && step.consumes().filter(emitted.get()::equals).isPresent()) {
                    ordered.add(step);
                }
            }
        }
        if (ordered.size() != steps.size()) {
            List<Step<?, ?>> unreached = new ArrayList<>(steps);
            unreached.removeAll(ordered);
            throw refused("steps " + unreached.stream().map(Step::name).toList()
                    + " feed one another in a circle. Let each emit a type of its own.");
        }
        return List.copyOf(ordered);
    }

    private IllegalArgumentException refused(String sentence) {
        return new IllegalArgumentException("Pipeline '" + pipeline + "': " + sentence);
    }
}
