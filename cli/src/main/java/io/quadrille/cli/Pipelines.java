package io.quadrille.cli;

import io.quadrille.events.Fact;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.HandlerSettings;
import io.quadrille.handlers.PipelineApp;
import io.quadrille.handlers.generic.GenericPipeline;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The pipelines on the class path, by name. */
final class Pipelines implements Iterable<String> {
    private final Map<String, Bindings> byName = new TreeMap<>();

    Pipelines() {
        HandlerSettings settings = HandlerSettings.ofEnvironment(System.getenv());
        for (PipelineApp app : ServiceLoader.load(PipelineApp.class)) {
            Bindings bindings = app.bindings(settings);
            String name = bindings.pipeline().name();
            if (name.equals(GenericPipeline.NAME) || byName.put(name, bindings) != null) {
                throw Refusal.failure("Two pipelines on the class path are called '" + name + "', one of them "
                        + app.getClass().getName() + ". Rename one.");
            }
        }
    }

    Optional<Bindings> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The definition of a run's pipeline; of the generic one, with the table and key that the run began with. */
    Optional<Pipeline> find(Fact.RunStarted start) {
        String name = start.run().pipeline();
        if (!name.equals(GenericPipeline.NAME)) {
            return find(name).map(Bindings::pipeline);
        }
        return start.graph().sinks().stream()
                .filter(node -> node.table() != null && !node.keys().isEmpty())
                .findFirst()
                .map(node -> GenericPipeline.of(String.valueOf(node.table()), node.keys(), CsvFormat.csv())
                        .pipeline());
    }

    /** @throws Refusal naming the pipelines there are */
    Bindings require(String name) {
        return find(name)
                .orElseThrow(() -> Refusal.usage("There is no pipeline '" + TextTable.visible(name)
                        + "'. The pipelines are " + String.join(", ", this) + "."));
    }

    /** The definition, also of the generic pipeline, whose table and key are the file's. */
    Pipeline describe(String name) {
        return name.equals(GenericPipeline.NAME)
                ? GenericPipeline.of("named as the file", List.of("first column"), CsvFormat.csv())
                        .pipeline()
                : require(name).pipeline();
    }

    /** The names, for messages and completion. */
    @Override
    public Iterator<String> iterator() {
        List<String> names = new java.util.ArrayList<>(byName.keySet());
        names.add(GenericPipeline.NAME);
        return names.iterator();
    }
}
