package io.quadrille.aws.task;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.Entry;
import io.quadrille.aws.telemetry.LogMarks;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import java.util.Map;

/**
 * The process that extracts one large object, on Fargate: the attempt that the RUN setting names. Told to stop, it ends
 * between two chunks; started again, it publishes only what did not end everywhere. Exits as {@link ExitCode} says: with
 * 0 once the run's fate is told, even if that is a failure.
 */
public final class ExtractTask {
    private ExtractTask() {}

    public static void main(String[] args) {
        Termination.run(stop -> extract(System.getenv(), stop));
    }

    private static int extract(Map<String, String> environment, StopSignal stop) {
        String run = Settings.variable(environment, Setting.RUN);
        try (AwsClients aws = AwsClients.fromEnvironment(environment)) {
            Entry entry = Entry.of(EntryPoint.EXTRACT, environment, aws);
            LogMarks.set(entry.pipeline().deployment(), entry.name(), null);
            try {
                return new ExtractJob(entry.pipeline().runtime()).extract(run, stop);
            } finally {
                entry.metrics().flush();
                entry.pipeline().close();
            }
        }
    }
}
