package io.quadrille.observer.operator;

import static java.util.Objects.requireNonNull;

import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to be mended.
 *
 * @param code of a retry: only rejects with this code; null for all of them
 * @param step of a republish: only what this step and those after it consume; null for all of it
 */
public record AmendmentRequest(RunKey run, Action action, @Nullable String code, @Nullable String step) {
    public AmendmentRequest {
        requireNonNull(run, "run");
        requireNonNull(action, "action");
        if (code != null) {
            Rejection.requireCode(code);
        }
        if (code != null && action != Action.RETRY || step != null && action != Action.REPUBLISH) {
            throw new IllegalArgumentException(
                    "a code is of a retry alone, a step of a republish alone; this is a " + action);
        }
    }

    public static AmendmentRequest retry(RunKey run, @Nullable String code) {
        return new AmendmentRequest(run, Action.RETRY, code, null);
    }

    public static AmendmentRequest redrive(RunKey run) {
        return new AmendmentRequest(run, Action.REDRIVE, null, null);
    }

    public static AmendmentRequest republish(RunKey run, @Nullable String step) {
        return new AmendmentRequest(run, Action.REPUBLISH, null, step);
    }
}
