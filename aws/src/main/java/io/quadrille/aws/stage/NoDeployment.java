package io.quadrille.aws.stage;

import io.quadrille.handlers.ports.PermanentFailure;

/** A deployment was named that is not there, or not whole; the message says where it was looked for. */
public final class NoDeployment extends PermanentFailure {
    private static final long serialVersionUID = 1;

    NoDeployment(String message, Throwable cause) {
        super(message, cause);
    }
}
