package io.quadrille.handlers;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What handlers are told from outside: settings and secrets, by names of lower-case words with dashes, such as
 * {@code rates-url}. On a laptop both are environment variables; on AWS a setting may also be a parameter of AWS Systems
 * Manager, and a secret is kept in AWS Secrets Manager alone. Thread safe.
 *
 * <pre>{@code
 * public Bindings bindings(HandlerSettings settings) {
 *     return Bindings.of(ORDERS)
 *             .bind(CONVERT, new Convert(settings.find("currency").orElse("EUR")))
 *             .build();
 * }
 * }</pre>
 */
public interface HandlerSettings {
    /** The setting; empty if it is set nowhere. @throws io.quadrille.handlers.ports.RetryableFailure if nobody answers */
    Optional<String> find(String name);

    /**
     * The secret as it is now. Ask for it when it is needed rather than keep it: it is cached for a few minutes, and a
     * secret that was rotated is then found.
     *
     * @throws IllegalArgumentException saying where to put it, if there is none
     * @throws io.quadrille.handlers.ports.RetryableFailure if nobody answers
     */
    String secret(String name);

    /** The environment variable of a setting: {@code rates-url} is {@code QUADRILLE_APP_RATES_URL}. */
    static String variable(String name) {
        return "QUADRILLE_APP_" + upper(name);
    }

    /** The environment variable of a secret on a laptop: {@code rates-key} is {@code QUADRILLE_SECRET_RATES_KEY}. */
    static String secretVariable(String name) {
        return "QUADRILLE_SECRET_" + upper(name);
    }

    /** Settings and secrets of the environment alone. */
    static HandlerSettings ofEnvironment(Map<String, String> environment) {
        return new HandlerSettings() {
            @Override
            public Optional<String> find(String name) {
                return Optional.ofNullable(environment.get(variable(name)));
            }

            @Override
            public String secret(String name) {
                String secret = environment.get(secretVariable(name));
                if (secret == null) {
                    throw new IllegalArgumentException("There is no secret '" + name
                            + "': set the environment variable " + secretVariable(name) + ".");
                }
                return secret;
            }
        };
    }

    private static String upper(String name) {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "Setting '" + name + "': expected lower-case words with dashes between them, such as rates-url");
        }
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
