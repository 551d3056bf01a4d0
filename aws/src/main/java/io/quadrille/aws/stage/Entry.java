package io.quadrille.aws.stage;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.telemetry.StepMetrics;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import java.util.Map;

/**
 * An entry point set up: the pipeline it works on and what it is called in queues, logs and metrics. Thread safe.
 *
 * @param name the step's, where it serves one; else the entry point's
 * @param metrics flushed at the end of each batch by whoever handles batches
 */
public record Entry(String name, AwsPipeline pipeline, StepMetrics metrics) {
    /**
     * The entry point as its environment says.
     *
     * @throws io.quadrille.aws.NotSetUp naming what is missing
     * @throws io.quadrille.handlers.ports.RetryableFailure if AWS does not answer
     */
    public static Entry of(EntryPoint point, Map<String, String> environment) {
        return of(point, environment, AwsClients.fromEnvironment(environment));
    }

    /** The entry point as its environment says, on these clients. */
    public static Entry of(EntryPoint point, Map<String, String> environment, AwsClients aws) {
        Deployment deployment = Settings.deployment(environment);
        String name =
                switch (point) {
                    case STEP, WORKER -> Settings.variable(environment, Setting.STEP);
                    case ARRIVAL, OBSERVER, DEAD_LETTERS, WATCHDOG, PAGE, EXTRACT -> point.entryName();
                };
        StepMetrics metrics = StepMetrics.printed(deployment.name(), name);
        return new Entry(name, AwsPipeline.open(aws, Settings.of(environment, deployment, aws), metrics), metrics);
    }
}
