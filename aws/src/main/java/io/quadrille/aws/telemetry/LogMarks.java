package io.quadrille.aws.telemetry;

import io.quadrille.events.deployment.Deployment;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What every log line of an entry point tells beside its message, through the MDC of the thread it is written on. */
public final class LogMarks {
    private LogMarks() {}

    /**
     * Marks the lines of this thread, until {@link #clear}.
     *
     * @param step the step's name, or the entry point's where it serves none
     * @param requestId the Lambda invocation's; null elsewhere
     */
    public static void set(Deployment deployment, String step, @Nullable String requestId) {
        MDC.put("deployment", deployment.name());
        MDC.put("pipeline", deployment.pipeline());
        MDC.put("step", step);
        if (requestId != null) {
            MDC.put("awsRequestId", requestId);
        }
    }

    public static void clear() {
        MDC.clear();
    }
}
