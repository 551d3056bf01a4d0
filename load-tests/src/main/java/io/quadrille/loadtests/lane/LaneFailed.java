package io.quadrille.loadtests.lane;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A candidate that did not end its lap; what it said stands on standard error. */
public final class LaneFailed extends IOException {
    private static final long serialVersionUID = 1L;

    LaneFailed(String candidate, @Nullable Throwable cause) {
        super("'" + candidate + "' did not end its lap; its JVM says above why.", cause);
    }
}
