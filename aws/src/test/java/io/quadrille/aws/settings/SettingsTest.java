package io.quadrille.aws.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.RecordedCalls;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Setting;
import io.quadrille.handlers.HandlerSettings;
import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.model.ParameterType;

final class SettingsTest {
    private final Deployment deployment =
            new Deployment("guests", "s" + UUID.randomUUID().toString().substring(0, 6));
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final RecordedCalls calls = new RecordedCalls();
        private final AwsClients aws;

        OnAnEndpoint(AwsClients aws) {
            this.aws = aws.seenBy(calls);
        }

        @Test
        void the_environment_comes_before_the_parameter_and_that_before_what_holds_unless_set() {
            put(deployment.parameter(Setting.BLOBS_BUCKET), "of-parameter");
            put(deployment.parameter(Setting.LANDING_BUCKET), "of-parameter");
            Settings settings = settings(Map.of(Setting.BLOBS_BUCKET.variable(), "of-environment"));

            assertThat(settings.require(Setting.BLOBS_BUCKET)).isEqualTo("of-environment");
            assertThat(settings.require(Setting.LANDING_BUCKET)).isEqualTo("of-parameter");
            assertThat(settings.requireNumber(Setting.MAX_EVENT_BYTES)).isEqualTo(262144);
            assertThat(settings.requireDuration(Setting.STALLED_AFTER)).isEqualTo(Duration.ofMinutes(30));
            assertThat(settings.requireList(Setting.LANDING_SUFFIXES)).isEqualTo(List.of(".csv", ".csv.gz"));
            assertThat(settings.find(Setting.CLUSTER)).isEmpty();
        }

        @Test
        void parameters_are_fetched_together_once_and_only_when_the_environment_lacks_something() {
            for (Setting setting : Setting.values()) {
                put(deployment.parameter(setting), "of-" + setting.parameter());
            }
            int before = calls.operations().size();
            Settings settings = settings(Map.of(Setting.BLOBS_BUCKET.variable(), "b"));

            settings.require(Setting.BLOBS_BUCKET);
            assertThat(calls.operations()).hasSize(before);
            for (Setting setting : Setting.values()) {
                assertThat(settings.find(setting)).isPresent();
            }
            int pages = (Setting.values().length + 9) / 10;
            assertThat(calls.operations().subList(before, calls.operations().size()))
                    .hasSize(pages)
                    .containsOnly("GetParametersByPath");
        }

        @Test
        void all_that_is_missing_is_named_at_once_with_both_its_places() {
            assertThatThrownBy(() -> settings(Map.of(Setting.CLUSTER.variable(), " "))
                            .requireAll(Setting.CLUSTER, Setting.LANDING_PREFIX, Setting.SUBNETS))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessage("Deployment '" + deployment + "' lacks settings: set the environment variables"
                            + " QUADRILLE_CLUSTER (or the parameter /quadrille/" + deployment + "/cluster),"
                            + " QUADRILLE_SUBNETS (or the parameter /quadrille/" + deployment + "/subnets).");
        }

        @Test
        void a_number_that_is_none_is_named_with_its_value() {
            assertThatThrownBy(() -> settings(Map.of(Setting.TABLE_CONCURRENCY.variable(), "many"))
                            .requireNumber(Setting.TABLE_CONCURRENCY))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("QUADRILLE_TABLE_CONCURRENCY")
                    .hasMessageContaining("\"many\"; expected a whole number greater than 0");
        }

        @Test
        void handlers_find_their_settings_in_the_environment_or_among_the_parameters() {
            put(deployment.handlerParameter("rates-url"), "https://rates.example");
            put(deployment.handlerParameter("currency"), "CHF");
            HandlerSettings settings =
                    settings(Map.of("QUADRILLE_APP_CURRENCY", "EUR")).ofHandlers();

            assertThat(settings.find("currency")).contains("EUR");
            assertThat(settings.find("rates-url")).contains("https://rates.example");
            assertThat(settings.find("nowhere")).isEmpty();
            assertThatThrownBy(() -> settings.find("Rates URL")).hasMessageContaining("lower-case words with dashes");
        }

        @Test
        void a_rotated_secret_is_found_after_minutes_and_not_asked_for_before() {
            String name = deployment.secret("rates-key");
            aws.secretsManager().createSecret(request -> request.name(name).secretString("first"));
            HandlerSettings settings =
                    settings(Map.of("QUADRILLE_SECRET_RATES_KEY", "seen")).ofHandlers();
            assertThat(settings.secret("rates-key")).isEqualTo("first");

            aws.secretsManager()
                    .putSecretValue(request -> request.secretId(name).secretString("second"));
            now = now.plus(Secrets.KEPT).minusMillis(1);
            assertThat(settings.secret("rates-key")).isEqualTo("first");
            now = now.plusMillis(1);
            assertThat(settings.secret("rates-key")).isEqualTo("second");
            assertThat(calls.operations()).filteredOn("GetSecretValue"::equals).hasSize(2);
        }

        @Test
        void a_missing_secret_is_named_with_what_it_needs() {
            assertThatThrownBy(() -> settings(Map.of()).ofHandlers().secret("rates-key"))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("'quadrille/" + deployment + "/rates-key'")
                    .hasMessageContaining("secretsmanager:GetSecretValue");
        }

        @Test
        void no_secret_stands_in_what_holds_it() {
            aws.secretsManager().createSecret(request -> request.name(deployment.secret("rates-key"))
                    .secretString("hush-4711"));
            Settings settings = settings(Map.of());
            HandlerSettings ofHandlers = settings.ofHandlers();
            ofHandlers.secret("rates-key");

            assertThat(settings.toString() + ofHandlers).doesNotContain("hush");
        }

        private void put(String name, String value) {
            aws.ssm().putParameter(request -> request.name(name)
                    .value(value)
                    .type(ParameterType.STRING)
                    .overwrite(true));
        }

        private Settings settings(Map<String, String> environment) {
            return Settings.of(environment, deployment, aws, () -> now);
        }
    }

    @Test
    void a_refusal_names_path_and_permission() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, "AccessDeniedException")) {
            Settings settings = Settings.of(Map.of(), deployment, endpoint.clients());
            assertThatThrownBy(() -> settings.find(Setting.CLUSTER))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("/quadrille/" + deployment)
                    .hasMessageContaining("ssm:GetParametersByPath")
                    .hasMessageNotContaining("quoted-4711");
        }
    }

    @Test
    void a_throttle_passes_and_is_asked_again() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, "ThrottlingException")) {
            HandlerSettings settings =
                    Settings.of(Map.of(), deployment, endpoint.clients()).ofHandlers();
            assertThatThrownBy(() -> settings.secret("rates-key")).isInstanceOf(RetryableFailure.class);
            int asked = endpoint.calls();
            assertThatThrownBy(() -> settings.secret("rates-key")).isInstanceOf(RetryableFailure.class);
            assertThat(endpoint.calls()).isGreaterThan(asked);
        }
    }

    @Test
    void the_deployment_is_always_in_the_environment() {
        assertThat(Settings.deployment(Map.of("QUADRILLE_DEPLOYMENT", "guests-dev")))
                .isEqualTo(new Deployment("guests", "dev"));
        assertThatThrownBy(() -> Settings.deployment(Map.of()))
                .isInstanceOf(NotSetUp.class)
                .hasMessage("The environment variable QUADRILLE_DEPLOYMENT is not set: set it.");
    }

    @Test
    void on_a_laptop_handlers_are_told_by_the_environment_alone() {
        HandlerSettings settings = HandlerSettings.ofEnvironment(
                Map.of("QUADRILLE_APP_RATES_URL", "https://rates.example", "QUADRILLE_SECRET_RATES_KEY", "hush"));
        assertThat(settings.find("rates-url")).contains("https://rates.example");
        assertThat(settings.secret("rates-key")).isEqualTo("hush");
        assertThatThrownBy(() -> settings.secret("other"))
                .hasMessage("There is no secret 'other': set the environment variable QUADRILLE_SECRET_OTHER.");
    }
}
