package io.quadrille.aws.task;

import io.quadrille.handlers.engine.RunLog;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.arrival.InPlaceExtraction;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.runtime.PipelineRuntime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The extract of one registered attempt, and the exit code that tells how it went. */
final class ExtractJob {
    private static final Logger LOG = LoggerFactory.getLogger(ExtractJob.class);
    private static final Pattern RUN = Pattern.compile("([^/]+)/(\\d{1,9})");

    private final PipelineRuntime runtime;

    ExtractJob(PipelineRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Extracts it.
     *
     * @param run as {@code run/attempt}
     * @return an {@link ExitCode}
     * @throws NotSetUp if the attempt is not registered
     * @throws IllegalArgumentException if it names no attempt
     */
    int extract(String run, StopSignal stop) {
        Matcher parts = RUN.matcher(run.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "Run '" + run + "': expected a run's id, a slash and an attempt, such as 4f2k9c0d1e2a3b4c/1");
        }
        RunKey key = new RunKey(runtime.pipeline().name(), parts.group(1), Integer.parseInt(parts.group(2)));
        Registration registration = runtime.ports()
                .registry()
                .find(key)
                .orElseThrow(() -> new NotSetUp("Run " + key + " is not registered in this deployment. Name a run of"
                        + " pipeline '" + key.pipeline() + "', or drop its file again."));
        RunLog.enter(key);
        try {
            LOG.info("{}: extracting {} bytes", key, registration.source().bytes());
            return switch (new InPlaceExtraction(runtime).run(registration, stop)) {
                case EXTRACTED, FAILED -> ExitCode.DONE;
                case STOPPED -> ExitCode.STOPPED;
                case FAILED_UNTOLD -> ExitCode.UNABLE;
            };
        } finally {
            RunLog.leave();
        }
    }
}
