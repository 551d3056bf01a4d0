package io.quadrille.aws.settings;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Setting;
import io.quadrille.handlers.HandlerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment's settings: each from the environment, else from its parameter, else as it is unless set. Systems Manager
 * is asked only for what the environment does not give, once for all, and what it answers holds until the process ends.
 * Thread safe.
 */
public final class Settings {
    private final Map<String, String> environment;
    private final Deployment deployment;
    private final Parameters parameters;
    private final Secrets secrets;

    private Settings(Map<String, String> environment, Deployment deployment, Parameters parameters, Secrets secrets) {
        this.environment = Map.copyOf(environment);
        this.deployment = deployment;
        this.parameters = parameters;
        this.secrets = secrets;
    }

    public static Settings of(Map<String, String> environment, Deployment deployment, AwsClients aws) {
        return of(environment, deployment, aws, InstantSource.system());
    }

    static Settings of(Map<String, String> environment, Deployment deployment, AwsClients aws, InstantSource clock) {
        return new Settings(
                environment, deployment, new Parameters(deployment, aws::ssm), new Secrets(aws::secretsManager, clock));
    }

    /** The deployment that the environment names. @throws NotSetUp if it names none */
    public static Deployment deployment(Map<String, String> environment) {
        return Deployment.parse(variable(environment, Setting.DEPLOYMENT));
    }

    /** A setting that is always in the environment. @throws NotSetUp if it is not */
    public static String variable(Map<String, String> environment, Setting setting) {
        String value = environment.getOrDefault(setting.variable(), "");
        if (value.isBlank()) {
            throw new NotSetUp("The environment variable " + setting.variable() + " is not set: set it.");
        }
        return value;
    }

    public Deployment deployment() {
        return deployment;
    }

    /** The setting; empty if it is set nowhere and has no value unless set. */
    public Optional<String> find(Setting setting) {
        return find(setting.variable(), deployment.parameter(setting)).or(setting::unlessSet);
    }

    /** @throws NotSetUp if it is set nowhere, saying where to set it */
    public String require(Setting setting) {
        return find(setting).filter(value -> !value.isBlank()).orElseThrow(() -> missing(List.of(setting)));
    }

    /** Makes sure that all are set. @throws NotSetUp naming all that are not */
    public void requireAll(Setting... settings) {
        List<Setting> missing = Arrays.stream(settings)
                .filter(setting -> find(setting).orElse("").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
    }

    /** A whole number greater than 0. @throws NotSetUp if it is none */
    public long requireNumber(Setting setting) {
        String value = require(setting);
        try {
            long number = Long.parseLong(value.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one answer there is.
        }
        throw wrong(setting, value, "a whole number greater than 0");
    }

    /** @throws NotSetUp if it is not a duration as ISO 8601 writes it */
    public Duration requireDuration(Setting setting) {
        String value = require(setting);
        try {
            return Duration.parse(value.strip());
        } catch (DateTimeParseException e) {
            throw wrong(setting, value, "a duration in ISO 8601, such as PT30M");
        }
    }

    /** What stands between the commas, without spaces. @throws NotSetUp if there is nothing */
    public List<String> requireList(Setting setting) {
        List<String> values = Arrays.stream(require(setting).split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.isEmpty()) {
            throw missing(List.of(setting));
        }
        return values;
    }

    /** What the pipeline's handlers are told. A secret of the environment is not read here: there it could be seen. */
    public HandlerSettings ofHandlers() {
        return new HandlerSettings() {
            @Override
            public Optional<String> find(String name) {
                return Settings.this.find(HandlerSettings.variable(name), deployment.handlerParameter(name));
            }

            @Override
            public String secret(String name) {
                return secrets.require(deployment.secret(name));
            }
        };
    }

    private Optional<String> find(String variable, String parameter) {
        return Optional.ofNullable(environment.get(variable)).or(() -> parameters.find(parameter));
    }

    private NotSetUp missing(List<Setting> settings) {
        List<String> places = settings.stream()
                .map(setting -> setting.variable() + " (or the parameter " + deployment.parameter(setting) + ")")
                .toList();
        return new NotSetUp("Deployment '" + deployment + "' lacks settings: set the environment "
                + (places.size() == 1 ? "variable " : "variables ") + String.join(", ", places) + ".");
    }

    private NotSetUp wrong(Setting setting, String value, String expected) {
        return new NotSetUp("Deployment '" + deployment + "': " + setting.variable() + " (or the parameter "
                + deployment.parameter(setting) + ") is \"" + value + "\"; expected " + expected + ".");
    }
}
