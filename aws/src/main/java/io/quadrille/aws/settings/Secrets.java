package io.quadrille.aws.settings;

import io.quadrille.aws.AwsFailures;
import io.quadrille.aws.NotSetUp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Secrets from AWS Secrets Manager, each kept in memory for {@link #KEPT}, so that a rotated one is found without a
 * call per record. None stands in a message, a log or an event. Thread safe.
 */
final class Secrets {
    static final Duration KEPT = Duration.ofMinutes(5);

    private final Supplier<SecretsManagerClient> client;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new HashMap<>();

    /** Not a record: those show their components. */
    private static final class Kept {
        private final String value;
        private final Instant until;

        Kept(String value, Instant until) {
            this.value = value;
            this.until = until;
        }
    }

    Secrets(Supplier<SecretsManagerClient> client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** @param name the secret's whole name; @throws NotSetUp if it is missing, may not be read or is no text */
    synchronized String require(String name) {
        Instant now = clock.instant();
        Kept known = kept.get(name);
        if (known == null || !now.isBefore(known.until)) {
            known = new Kept(fetch(name), now.plus(KEPT));
            kept.put(name, known);
        }
        return known.value;
    }

    private String fetch(String name) {
        try {
            GetSecretValueResponse answer = client.get().getSecretValue(request -> request.secretId(name));
            if (answer.secretString() == null) {
                throw new NotSetUp("Secret '" + name + "' is bytes; expected text. Store it as a string.");
            }
            return answer.secretString();
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Reading secret '" + name + "'",
                    e,
                    "The secret must exist in this account and region, and this role needs"
                            + " secretsmanager:GetSecretValue on it (and kms:Decrypt on its key).");
        }
    }
}
