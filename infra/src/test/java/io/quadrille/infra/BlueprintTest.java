package io.quadrille.infra;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.pipeline.Choreography;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import io.quadrille.infra.Synthesis.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BlueprintTest {
    record Reading(String sensor, long at) {}

    private static final RecordType<Reading> READ = records("readings.extracted.v1", Reading.class);

    private static Pipeline readings(int concurrency) {
        return Choreography.pipeline("readings")
                .steps(
                        extract("extract", csv()).emits(READ),
                        load("load")
                                .on(READ)
                                .into(table("readings", Reading::sensor, Reading::at))
                                .concurrency(concurrency)
                                .visibility(Duration.ofMinutes(40)))
                .build();
    }

    @Test
    void concurrency_of_one_is_refused_on_lambda_and_has_its_place_on_a_worker() {
        assertThatThrownBy(() -> Synthesis.blueprint(readings(1), Size.DEV))
                .hasMessage(
                        "Pipeline 'readings': step 'load' has concurrency(1), but Lambda reads a queue with 2 batches at"
                                + " a time or more. Place the step on a worker with -c workers=load, or give it"
                                + " concurrency(2).");
        Blueprint placed = new Blueprint(
                readings(1),
                Size.PROD,
                Set.of("load"),
                Synthesis.ASSETS,
                Blueprint.Account.PLACEHOLDER,
                Borrowed.NOTHING);
        Template template = Synthesis.of(placed);
        JsonNode service = template.properties("AWS::ECS::Service").get(0);
        assertThat(service.path("DesiredCount").asInt()).isEqualTo(1);
        assertThat(service.at("/DeploymentConfiguration/MaximumPercent").asInt())
                .isEqualTo(100);
        assertThat(service.at("/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp")
                        .asText())
                .isEqualTo("DISABLED");
        assertThat(worker(template).at("/EntryPoint/3").asText()).isEqualTo(EntryPoint.WORKER.mainClass());
        assertThat(environment(worker(template)))
                .containsEntry("QUADRILLE_STEP", "load")
                .containsEntry("QUADRILLE_WORKER_CONCURRENCY", "1");
        assertThat(template.properties("AWS::Lambda::Function"))
                .noneMatch(function -> function.path("Handler").asText().equals(EntryPoint.STEP.mainClass()));
        assertThat(template.one("AWS::SQS::Queue", "SteploadQueue")
                        .path("VisibilityTimeout")
                        .asInt())
                .as("a worker keeps its messages hidden itself")
                .isEqualTo(40 * 60);
        assertThat(endpoints(template))
                .anyMatch(endpoint -> endpoint.endsWith(".sqs"))
                .anyMatch(endpoint -> endpoint.endsWith(".secretsmanager"));
    }

    @Test
    void workers_share_the_concurrency_of_their_step() {
        Template template =
                Synthesis.of(Synthesis.blueprint(readings(10), Size.PROD).onWorkers(Set.of("load")));
        assertThat(template.properties("AWS::ECS::Service")
                        .get(0)
                        .path("DesiredCount")
                        .asInt())
                .isEqualTo(2);
        assertThat(environment(worker(template))).containsEntry("QUADRILLE_WORKER_CONCURRENCY", "5");
    }

    @Test
    void function_takes_no_longer_than_lambda_lets_it() {
        Template template = Synthesis.of(Synthesis.blueprint(readings(10), Size.DEV));
        assertThat(template.one("AWS::Lambda::Function", "SteploadFunction")
                        .path("Timeout")
                        .asInt())
                .isEqualTo(15 * 60);
        assertThat(template.one("AWS::SQS::Queue", "SteploadQueue")
                        .path("VisibilityTimeout")
                        .asInt())
                .isEqualTo(6 * 15 * 60);
        assertThat(endpoints(template)).noneMatch(service -> service.endsWith(".sqs"));
    }

    @Test
    void only_steps_with_a_queue_are_placed_on_workers() {
        Blueprint blueprint = Synthesis.blueprint(readings(10), Size.DEV);
        assertThatThrownBy(() -> blueprint.onWorkers(Set.of("extract")))
                .hasMessageContaining("'extract' is an extract");
        assertThatThrownBy(() -> blueprint.onWorkers(Set.of("laod")))
                .hasMessage("Pipeline 'readings' has no step 'laod'; it has [extract, load]");
    }

    @Test
    void every_task_is_of_linux_on_arm() {
        Template template =
                Synthesis.of(Synthesis.blueprint(readings(10), Size.DEV).onWorkers(Set.of("load")));
        assertThat(template.properties("AWS::ECS::TaskDefinition")).hasSize(2).allSatisfy(task -> {
            assertThat(task.at("/RuntimePlatform/CpuArchitecture").asText()).isEqualTo("ARM64");
            assertThat(task.at("/RuntimePlatform/OperatingSystemFamily").asText())
                    .isEqualTo("LINUX");
        });
    }

    @Test
    void nothing_leaves_the_network_but_to_the_services_that_tasks_use() {
        Template template = Synthesis.example("customers-dev");
        assertThat(template.all("AWS::EC2::NatGateway")).isEmpty();
        assertThat(template.all("AWS::EC2::InternetGateway")).isEmpty();
        assertThat(template.all("AWS::EC2::Route")).isEmpty();
        assertThat(endpoints(template))
                .extracting(service -> service.replaceAll(".*(us-east-1|<AWS::Region>)\\.", ""))
                .containsExactlyInAnyOrder("s3", "dynamodb", "ecr.api", "ecr.dkr", "logs", "events", "kms", "ssm");
    }

    @Test
    void borrowed_network_boundary_and_roles_are_used_instead_of_own_ones() {
        Borrowed.Network network = new Borrowed.Network(
                "vpc-0123456789abcdef0",
                List.of("us-east-1a"),
                List.of("subnet-0123456789abcdef0"),
                List.of("rtb-0123456789abcdef0"),
                false);
        String boundary = "arn:aws:iam::000000000000:policy/boundary";
        String role = "arn:aws:iam::000000000000:role/lent";
        Blueprint blueprint = Synthesis.blueprint(Pipelines.of("runways"), Size.DEV);
        Template template = Synthesis.of(
                blueprint.with(new Borrowed(network, boundary, Map.of("observer", role, "step/load", role))));
        assertThat(template.all("AWS::EC2::VPC")).isEmpty();
        assertThat(template.all("AWS::EC2::VPCEndpoint")).isEmpty();
        assertThat(template.properties("AWS::IAM::Role"))
                .isNotEmpty()
                .allMatch(own -> own.path("PermissionsBoundary").asText().equals(boundary));
        assertThat(template.all("AWS::IAM::Role").keySet())
                .noneMatch(id -> id.startsWith("Observer") || id.startsWith("Stepload"));
        assertThat(template.one("AWS::Lambda::Function", "ObserverFunction")
                        .path("Role")
                        .asText())
                .isEqualTo(role);
        assertThat(template.one("AWS::SSM::Parameter", "Settingssubnets")
                        .path("Value")
                        .asText())
                .isEqualTo("subnet-0123456789abcdef0");
        Template asked = Synthesis.of(blueprint.with(new Borrowed(
                new Borrowed.Network(
                        "vpc-0123456789abcdef0",
                        List.of("us-east-1a"),
                        List.of("subnet-0123456789abcdef0"),
                        List.of("rtb-0123456789abcdef0"),
                        true),
                null,
                Map.of())));
        assertThat(asked.all("AWS::EC2::VPCEndpoint")).isNotEmpty();
    }

    @Test
    void role_lent_to_nobody_is_refused() {
        Blueprint blueprint = Synthesis.blueprint(readings(10), Size.DEV);
        assertThatThrownBy(() -> blueprint.with(new Borrowed(null, null, Map.of("load", "arn:aws:iam::0:role/x"))))
                .hasMessage("Pipeline 'readings': a role is lent to 'load', and there is no such role; there are"
                        + " [operator, arrival, observer, dead-letters, watchdog, page, extract-task, step/load].");
    }

    @Test
    void what_is_missing_is_said_with_what_to_do() {
        assertThatThrownBy(() -> Assets.of(Path.of("nowhere")))
                .hasMessage("There is no nowhere/examples/target/lambda.zip, which the functions run. Build it with:"
                        + " ./mvnw -Dquick package");
        assertThatThrownBy(() -> Size.of("huge")).hasMessage("There is no size 'huge'; there are [dev, staging, prod]");
        assertThatThrownBy(() -> Pipelines.of("custmers"))
                .hasMessage("There is no pipeline 'custmers'; there are [customers, orders, runways]");
        assertThatThrownBy(
                        () -> new ContextOptions(name -> null).blueprint(Path.of("."), Blueprint.Account.PLACEHOLDER))
                .hasMessage("Say which pipeline to deploy, for example: -c pipeline=customers -c size=dev");
    }

    private static JsonNode worker(Template template) {
        return template.one("AWS::ECS::TaskDefinition", "SteploadWorkerDefinition")
                .at("/ContainerDefinitions/0");
    }

    private static Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new TreeMap<>();
        container
                .path("Environment")
                .forEach(variable ->
                        environment.put(variable.path("Name").asText(), Synthesis.text(variable.path("Value"))));
        return environment;
    }

    private static List<String> endpoints(Template template) {
        return template.properties("AWS::EC2::VPCEndpoint").stream()
                .map(endpoint -> Synthesis.text(endpoint.path("ServiceName")))
                .toList();
    }
}
