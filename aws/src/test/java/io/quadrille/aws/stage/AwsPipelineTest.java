package io.quadrille.aws.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.settings.Settings;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Setting;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.HandlerSettings;
import io.quadrille.handlers.PipelineApp;
import io.quadrille.handlers.ports.StepMeter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

final class AwsPipelineTest {
    private static final Bindings GUESTS = Bindings.of(TestDeployment.GUESTS)
            .bind(TestDeployment.GREET, guest -> guest)
            .build();
    private static final HandlerSettings NO_SETTINGS = HandlerSettings.ofEnvironment(Map.of());

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        @Test
        void opening_asks_for_settings_and_bus_and_nothing_else(AwsClients aws) {
            try (TestDeployment deployed = new TestDeployment(aws)) {
                deployed.entry("greet", guest -> guest).pipeline().runtime().step("load");
                assertThat(deployed.calls.operations())
                        .containsExactlyInAnyOrder("DescribeEventBus", "GetParametersByPath");
            }
        }

        @Test
        void a_bus_that_is_missing_is_named_before_the_first_event(AwsClients aws) {
            Deployment nowhere = new Deployment("guests", "nowhere");
            Settings settings = Settings.of(Map.of(Setting.BLOBS_BUCKET.variable(), "b"), nowhere, aws);
            assertThatThrownBy(() -> AwsPipeline.of(aws, settings, GUESTS, StepMeter.NONE))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("guests-nowhere")
                    .hasMessageContaining("events:DescribeEventBus");
        }

        @Test
        void a_pipeline_without_its_bucket_is_told_what_to_set(AwsClients aws) {
            try (TestDeployment deployed = new TestDeployment(aws)) {
                Settings settings = Settings.of(Map.of(), deployed.deployment, aws);
                assertThatThrownBy(() -> AwsPipeline.of(aws, settings, GUESTS, StepMeter.NONE))
                        .isInstanceOf(NotSetUp.class)
                        .hasMessageContaining("QUADRILLE_BLOBS_BUCKET");
            }
        }
    }

    @Test
    void another_pipeline_of_the_package_that_is_not_set_up_does_no_harm() {
        PipelineApp broken = () -> {
            throw new IllegalStateException("no rates url");
        };
        assertThat(Apps.require("guests", List.of(broken, () -> GUESTS), NO_SETTINGS))
                .isSameAs(GUESTS);
    }

    @Test
    void a_pipeline_that_is_not_in_the_package_is_named_with_those_that_are() {
        PipelineApp broken = () -> {
            throw new IllegalStateException("no rates url");
        };
        assertThatThrownBy(() -> Apps.require("orders", List.of(() -> GUESTS, broken), NO_SETTINGS))
                .isInstanceOf(NotSetUp.class)
                .hasMessageContaining("no pipeline 'orders'")
                .hasMessageContaining("guests")
                .hasMessageContaining("failed with java.lang.IllegalStateException")
                .hasSuppressedException(new IllegalStateException("no rates url"));
    }

    @Test
    void an_app_is_told_its_settings() {
        PipelineApp app = new PipelineApp() {
            @Override
            public Bindings bindings() {
                throw new AssertionError("without settings");
            }

            @Override
            public Bindings bindings(HandlerSettings settings) {
                assertThat(settings).isSameAs(NO_SETTINGS);
                return GUESTS;
            }
        };
        assertThat(Apps.require("guests", List.of(app), NO_SETTINGS)).isSameAs(GUESTS);
    }
}
