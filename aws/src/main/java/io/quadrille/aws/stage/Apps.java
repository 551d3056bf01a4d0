package io.quadrille.aws.stage;

import io.quadrille.aws.NotSetUp;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.HandlerSettings;
import io.quadrille.handlers.PipelineApp;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The pipelines that are packaged. */
final class Apps {
    private Apps() {}

    /**
     * The bindings of the pipeline of this name. A package may hold other pipelines, which need not be set up here.
     *
     * @throws NotSetUp naming the pipelines there are
     */
    static Bindings require(String pipeline, Iterable<PipelineApp> apps, HandlerSettings settings) {
        List<String> others = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (PipelineApp app : apps) {
            try {
                Bindings bindings = app.bindings(settings);
                if (bindings.pipeline().name().equals(pipeline)) {
                    return bindings;
                }
                others.add(bindings.pipeline().name());
            } catch (RuntimeException e) {
                others.add(app.getClass().getName() + " (which failed with "
                        + e.getClass().getName() + ")");
                failures.add(e);
            }
        }
        NotSetUp missing = new NotSetUp("There is no pipeline '" + pipeline + "' in this package; it has " + others
                + ". Name its class in META-INF/services/" + PipelineApp.class.getName() + ", or deploy its package.");
        failures.forEach(missing::addSuppressed);
        throw missing;
    }

    static Bindings require(String pipeline, HandlerSettings settings) {
        return require(pipeline, ServiceLoader.load(PipelineApp.class), settings);
    }
}
