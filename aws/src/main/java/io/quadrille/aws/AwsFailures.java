package io.quadrille.aws;

import io.quadrille.handlers.ports.RetryableFailure;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Tells failures of AWS calls apart: those that may pass, and those that wait for somebody to set something up. The
 * messages carry AWS's error code and never its text, which may quote what was sent.
 */
public final class AwsFailures {
    /** They pass, though their status is neither 429 nor 5xx. */
    private static final Set<String> PASSING = Set.of(
            "RequestTimeout",
            "ExpiredToken",
            "ExpiredTokenException",
            "TransactionConflictException",
            "KeyUnavailableException",
            "DependencyTimeoutException");

    private AwsFailures() {}

    /**
     * What to throw for a call that failed.
     *
     * @param done what was being done to what, such as {@code "Writing to table 'customers'"}
     * @param remedy what to do if the failure is here to stay, as a sentence
     */
    public static RuntimeException of(String done, SdkException e, String remedy) {
        return passes(e)
                ? new RetryableFailure(done + " failed for now (" + code(e) + ")", e)
                : new NotSetUp(done + " was refused (" + code(e) + "). " + remedy, e);
    }

    /** Whether the same call may succeed later: the network, a throttle, AWS's own failure, an expired session. */
    public static boolean passes(SdkException e) {
        return !(e instanceof SdkServiceException service)
                || service.isThrottlingException()
                || service.isClockSkewException()
                || service.statusCode() >= 500
                || PASSING.contains(code(e));
    }

    /** AWS's error code, the HTTP status where there is none, or the exception's name where nobody answered. */
    public static String code(SdkException e) {
        if (e instanceof AwsServiceException service) {
            AwsErrorDetails details = service.awsErrorDetails();
            if (details != null && details.errorCode() != null) {
                return details.errorCode();
            }
        }
        return e instanceof SdkServiceException service
                ? "HTTP " + service.statusCode()
                : e.getClass().getSimpleName();
    }
}
