package io.quadrille.handlers.engine;

import io.quadrille.events.RunKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.MDC;

/** Which run the log lines of this thread are about: the MDC's {@value #RUN}. */
public final class RunLog {
    /** The run's key, such as {@code customers/0123456789abcdef}; of several the keys with commas between them. */
    public static final String RUN = "run";

    private RunLog() {}

    /** From here on, until {@link #leave}, lines are about this run. */
    public static void enter(RunKey run) {
        enter(List.of(run));
    }

    /** From here on, until {@link #leave}, lines are about these runs. */
    public static void enter(Collection<RunKey> runs) {
        MDC.put(RUN, runs.stream().distinct().map(RunKey::toString).collect(Collectors.joining(",")));
    }

    public static void leave() {
        MDC.remove(RUN);
    }
}
