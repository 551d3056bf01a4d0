package io.quadrille.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;

final class AwsClientsTest {
    @Test
    void region_and_endpoint_are_those_of_the_environment() {
        try (AwsClients clients = AwsClients.fromEnvironment(
                Map.of("AWS_DEFAULT_REGION", "eu-west-1", "AWS_ENDPOINT_URL", "http://127.0.0.1:4566"))) {
            DynamoDbServiceClientConfiguration settings = clients.dynamoDb().serviceClientConfiguration();
            assertThat(settings.region()).isEqualTo(Region.EU_WEST_1);
            assertThat(settings.endpointOverride()).hasValue(URI.create("http://127.0.0.1:4566"));
        }
    }

    @Test
    void an_environment_without_an_endpoint_means_amazons_own() {
        try (AwsClients clients =
                AwsClients.fromEnvironment(Map.of("AWS_REGION", "eu-central-1", "AWS_DEFAULT_REGION", "eu-west-1"))) {
            assertThat(clients.s3().serviceClientConfiguration().endpointOverride())
                    .isEmpty();
            assertThat(clients.kms().serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
        }
    }

    @Test
    void an_environment_without_a_region_is_refused_with_what_to_set() {
        assertThatThrownBy(() -> AwsClients.fromEnvironment(Map.of()))
                .hasMessage("No AWS region: set AWS_REGION, for example to eu-central-1.");
    }

    @Test
    void each_client_is_made_once() {
        try (AwsClients clients = AwsClients.fromEnvironment(Map.of("AWS_REGION", "eu-central-1"))) {
            assertThat(clients.ssm()).isSameAs(clients.ssm());
            assertThat(clients.secretsManager()).isSameAs(clients.secretsManager());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snap-start", "provisioned-concurrency"})
    void clients_of_steps_are_made_where_no_event_waits_for_the_start(String start) {
        try (AwsClients clients = AwsClients.fromEnvironment(startedBy(start))) {
            assertThat(clients.made())
                    .containsExactlyInAnyOrder(
                            DynamoDbClient.class, EventBridgeClient.class, KmsClient.class, S3Client.class);
        }
    }

    @Test
    void no_client_is_made_before_it_is_asked_for_where_an_event_waits() {
        try (AwsClients clients = AwsClients.fromEnvironment(startedBy("on-demand"))) {
            assertThat(clients.made()).isEmpty();
        }
    }

    private static Map<String, String> startedBy(String start) {
        return Map.of("AWS_REGION", "eu-central-1", "AWS_LAMBDA_INITIALIZATION_TYPE", start);
    }

    @Test
    void an_interceptor_sees_the_calls_of_its_clients_alone() throws IOException {
        RecordedCalls calls = new RecordedCalls();
        try (AnsweringEndpoint endpoint = new AnsweringEndpoint(200, "{}")) {
            endpoint.clients().ssm().getParameter(request -> request.name("unseen"));
            endpoint.clients().seenBy(calls).ssm().getParameter(request -> request.name("seen"));
            assertThat(calls.of(GetParameterRequest.class))
                    .extracting(GetParameterRequest::name)
                    .containsExactly("seen");
        }
    }
}
