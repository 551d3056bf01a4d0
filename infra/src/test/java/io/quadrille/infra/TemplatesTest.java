package io.quadrille.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.infra.Synthesis.Template;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/** What holds for a template as a whole. */
class TemplatesTest {
    @Test
    void cdk_nag_finds_nothing_without_a_reason() {
        App app = Templates.app(App.Builder.create());
        QuadrilleStack stack = new QuadrilleStack(app, Synthesis.blueprint(Pipelines.of("orders"), Size.PROD));
        app.synth();
        Annotations found = Annotations.fromStack(stack);
        assertThat(found.findError("*", Match.stringLikeRegexp(".*"))).isEmpty();
        assertThat(found.findWarning("*", Match.stringLikeRegexp(".*"))).isEmpty();
        assertThat(Synthesis.WRITTEN).hasSize(9).allSatisfy(written -> assertThat(written.findings())
                .as("%s", written.file())
                .isEmpty());
    }

    @Test
    void every_accepted_finding_has_a_sentence_for_a_reason() {
        List<String> reasons = new ArrayList<>();
        Synthesis.examples()
                .forEach(template -> template.json().path("Resources").forEach(resource -> resource.at(
                                "/Metadata/cdk_nag/rules_to_suppress")
                        .forEach(rule -> reasons.add(rule.path("reason").asText()))));
        assertThat(reasons).isNotEmpty().allMatch(reason -> reason.matches("[A-Z].{20,}\\."));
    }

    @Test
    void cfn_lint_finds_nothing() throws Exception {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cfn-lint")));
        assumeTrue(there, "cfn-lint is not on the PATH: the templates were not linted");
        List<String> command = new ArrayList<>(List.of("cfn-lint", "--config-file", ".cfnlintrc"));
        Synthesis.WRITTEN.forEach(written -> command.add(written.file().toString()));
        Process lint = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(lint.getInputStream().readAllBytes());
        assertThat(lint.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(lint.exitValue()).as(output).isZero();
    }

    @Test
    void same_definitions_give_the_same_bytes(@TempDir Path again) throws Exception {
        for (Templates.Written written : Templates.write(List.of(Pipelines.of("orders")), Synthesis.ASSETS, again)) {
            assertThat(written.file())
                    .hasSameBinaryContentAs(
                            Synthesis.FOLDER.resolve(written.file().getFileName()));
        }
    }

    @Test
    void template_is_within_the_limits_of_cloudformation() throws Exception {
        for (Templates.Written written : Synthesis.WRITTEN) {
            assertThat(written.resources()).as("%s", written.file()).isBetween(100, 500);
            assertThat(Files.size(written.file())).as("%s", written.file()).isLessThan(1_000_000);
        }
    }

    @Test
    void no_resource_is_made_by_a_custom_resource() {
        assertThat(Synthesis.examples()).allSatisfy(template -> {
            for (JsonNode resource : template.json().path("Resources")) {
                assertThat(resource.path("Type").asText())
                        .startsWith("AWS::")
                        .doesNotStartWith("AWS::CloudFormation::");
            }
        });
    }

    @Test
    void sizes_stand_beside_one_another() {
        Template dev = Synthesis.example("customers-dev");
        Template prod = Synthesis.example("customers-prod");
        for (String type : List.of(
                "AWS::SQS::Queue/QueueName",
                "AWS::DynamoDB::Table/TableName",
                "AWS::Events::EventBus/Name",
                "AWS::KMS::Alias/AliasName",
                "AWS::SSM::Parameter/Name",
                "AWS::ECS::Cluster/ClusterName",
                "AWS::SNS::Topic/TopicName",
                "AWS::EventSchemas::Registry/RegistryName")) {
            String[] parts = type.split("/");
            List<String> names = names(dev, parts[0], parts[1]);
            assertThat(names).as(type).isNotEmpty().doesNotContainAnyElementsOf(names(prod, parts[0], parts[1]));
        }
    }

    private static List<String> names(Template template, String type, String property) {
        return template.properties(type).stream()
                .filter(properties -> properties.has(property))
                .map(properties -> properties.path(property).asText())
                .toList();
    }
}
