package io.quadrille.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.contracts.endpoint.NeedsEcs;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

final class EcsLauncherTest {
    private static final RunKey RUN = new RunKey("readings", "0123456789abcdef", 2);

    @Nested
    @NeedsEcs
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final String name = "extracts-" + UUID.randomUUID();
        private final EcsClient ecs;

        OnAnEndpoint(AwsClients clients) {
            ecs = clients.ecs();
        }

        @Test
        void a_task_is_started_that_knows_its_run() throws Exception {
            ecs.createCluster(request -> request.clusterName(name));
            ecs.registerTaskDefinition(request -> request.family(name)
                    .requiresCompatibilities(Compatibility.FARGATE)
                    .networkMode(NetworkMode.AWSVPC)
                    .cpu("256")
                    .memory("512")
                    .containerDefinitions(ContainerDefinition.builder()
                            .name("extract-task")
                            .image("quadrille")
                            .memory(512) // moto 5.2 fails without
                            .build()));

            new EcsLauncher(
                            ecs,
                            new TaskPlace(
                                    name,
                                    name,
                                    "extract-task",
                                    List.of(first("DescribeSubnets", "subnetId")),
                                    List.of(first("DescribeSecurityGroups", "groupId"))))
                    .launch(RUN, 1);

            List<String> arns = ecs.listTasks(request -> request.cluster(name)).taskArns();
            Task task = ecs.describeTasks(
                            request -> request.cluster(name).tasks(arns).includeWithStrings("TAGS"))
                    .tasks()
                    .get(0);
            assertThat(arns).hasSize(1);
            assertThat(task.startedBy()).isEqualTo("quadrille/0123456789abcdef/2/1");
            assertThat(task.tags()).anySatisfy(tag -> assertThat(tag.key() + "=" + tag.value())
                    .isEqualTo("quadrille:run=0123456789abcdef/2"));
            assertThat(task.overrides()
                            .containerOverrides()
                            .get(0)
                            .environment()
                            .get(0)
                            .value())
                    .isEqualTo("0123456789abcdef/2");
        }

        /** Of the default network that an emulator has; there is no other need of a client of EC2. */
        private String first(String action, String element) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(
                            ecs.serviceClientConfiguration().endpointOverride().orElseThrow())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=test/20261101/eu-central-1/ec2/aws4_request,"
                                    + " SignedHeaders=host, Signature=none")
                    .POST(HttpRequest.BodyPublishers.ofString("Version=2016-11-15&Action=" + action))
                    .build();
            String body = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher found = Pattern.compile("<" + element + ">([^<]+)<").matcher(body);
            assertThat(found.find()).as(body).isTrue();
            return found.group(1);
        }

        @Test
        void a_cluster_that_is_missing_is_named_with_the_permissions() {
            assertThatThrownBy(() -> new EcsLauncher(ecs, place("nowhere-" + name)).launch(RUN, 1))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("nowhere-" + name)
                    .hasMessageContaining("ecs:RunTask")
                    .hasMessageContaining("iam:PassRole");
        }
    }

    @Test
    void every_try_of_a_launch_has_the_same_token_and_the_next_launch_another() throws IOException {
        try (AnsweringEndpoint endpoint = new AnsweringEndpoint(200, "{\"tasks\":[],\"failures\":[]}")) {
            EcsLauncher launcher = new EcsLauncher(endpoint.clients().ecs(), place("c"));
            for (int launch : new int[] {1, 1, 2}) {
                launcher.launch(RUN, launch);
                assertThat(endpoint.lastRequest())
                        .contains("\"clientToken\":\"0123456789abcdef-2-" + launch + "\"")
                        .contains("\"assignPublicIp\":\"DISABLED\"")
                        .contains("\"launchType\":\"FARGATE\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESOURCE:ENI",
                "Capacity is unavailable at this time. Please try again later or in a different availability zone"
            })
    void a_failure_for_want_of_room_is_retryable(String reason) throws IOException {
        assertThatThrownBy(() -> failing(reason))
                .isInstanceOf(RetryableFailure.class)
                .hasMessageContaining(RUN.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void any_other_failure_waits_for_somebody() throws IOException {
        assertThatThrownBy(() -> failing("MISSING"))
                .isInstanceOf(NotSetUp.class)
                .hasMessageContaining("(MISSING)");
    }

    @Test
    void a_token_that_another_revision_used_means_that_the_launch_was_started() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, "ConflictException")) {
            new EcsLauncher(endpoint.clients().ecs(), place("c")).launch(RUN, 1);
            assertThat(endpoint.calls()).isEqualTo(1);
        }
    }

    @Test
    void an_outage_is_retryable() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(500, "ServerException")) {
            EcsLauncher launcher = new EcsLauncher(endpoint.clients().ecs(), place("c"));
            assertThatThrownBy(() -> launcher.launch(RUN, 1)).isInstanceOf(RetryableFailure.class);
        }
    }

    private static void failing(String reason) throws IOException {
        try (AnsweringEndpoint endpoint = new AnsweringEndpoint(
                200, "{\"tasks\":[],\"failures\":[{\"arn\":\"a\",\"reason\":\"" + reason + "\"}]}")) {
            new EcsLauncher(endpoint.clients().ecs(), place("c")).launch(RUN, 1);
        }
    }

    private static TaskPlace place(String name) {
        return new TaskPlace(name, name, "extract-task", List.of("subnet-1"), List.of("sg-1"));
    }
}
