package io.quadrille.handlers.ports;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Where each attempt's source time and data key are written once. Thread safe. */
public interface RunRegistry {
    /**
     * Writes the registration unless the attempt has one.
     *
     * @return what is stored: the given one, or the earlier one, whose source time and key then hold
     * @throws RetryableFailure if the store does not answer
     */
    Registration register(Registration proposed);

    /** The registration of an attempt; empty if it has none. @throws RetryableFailure if the store does not answer */
    Optional<Registration> find(RunKey run);

    /** The greatest attempt registered of a run; empty if it has none. */
    OptionalInt latestAttempt(String run);

    /**
     * What an attempt is known by.
     *
     * @param dataKey wrapped, base64; null if the pipeline has no sensitive field
     * @param sequencer the S3 notification's; null for a local file
     */
    record Registration(
            RunKey run,
            SourceObject source,
            Instant sourceTime,
            @Nullable String sequencer,
            @Nullable String dataKey) {}
}
