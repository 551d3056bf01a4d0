package io.quadrille.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.infra.Synthesis.Template;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {
    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void every_entry_point_on_lambda_is_there_and_every_step(Template template) {
        List<String> expected = new ArrayList<>(List.of(
                EntryPoint.ARRIVAL.mainClass(),
                EntryPoint.OBSERVER.mainClass(),
                EntryPoint.DEAD_LETTERS.mainClass(),
                EntryPoint.WATCHDOG.mainClass(),
                EntryPoint.PAGE.mainClass()));
        for (Step<?, ?> step :
                Pipelines.of(Deployment.parse(template.name()).pipeline()).steps()) {
            if (step.kind() != StepKind.EXTRACT) {
                expected.add(EntryPoint.STEP.mainClass() + " " + step.name());
            }
        }
        assertThat(template.properties("AWS::Lambda::Function"))
                .extracting(function -> (function.path("Handler").asText() + " "
                                + function.at("/Environment/Variables/QUADRILLE_STEP")
                                        .asText(""))
                        .strip())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void every_function_starts_from_a_snapshot_behind_its_alias(Template template) {
        Map<String, JsonNode> aliases = new HashMap<>();
        template.properties("AWS::Lambda::Alias")
                .forEach(alias -> aliases.put(alias.at("/FunctionName/Ref").asText(), alias));
        template.all("AWS::Lambda::Function").forEach((id, function) -> {
            JsonNode properties = function.path("Properties");
            assertThat(properties.path("Runtime").asText()).as(id).isEqualTo("java25");
            assertThat(Synthesis.texts(properties.path("Architectures"))).as(id).containsExactly("arm64");
            assertThat(properties.at("/SnapStart/ApplyOn").asText()).as(id).isEqualTo("PublishedVersions");
            assertThat(properties.at("/LoggingConfig/LogGroup").has("Ref"))
                    .as(id)
                    .isTrue();
            assertThat(aliases.get(id).path("Name").asText()).as(id).isEqualTo("live");
        });
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void every_queue_is_read_through_an_alias_with_bounded_concurrency_and_single_failures(Template template) {
        assertThat(template.properties("AWS::Lambda::EventSourceMapping"))
                .isNotEmpty()
                .allSatisfy(source -> {
                    assertThat(source.at("/ScalingConfig/MaximumConcurrency").asInt())
                            .isBetween(2, 1000);
                    assertThat(Synthesis.texts(source.path("FunctionResponseTypes")))
                            .containsExactly("ReportBatchItemFailures");
                    assertThat(source.path("FunctionName").toString()).endsWith(",\":live\"]]}");
                });
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void page_has_a_url_that_asks_iam_and_the_stack_tells_it_and_where_to_drop(Template template) {
        Map<String, JsonNode> urls = template.all("AWS::Lambda::Url");
        assertThat(urls).hasSize(1);
        String id = urls.keySet().iterator().next();
        JsonNode url = urls.get(id).path("Properties");
        assertThat(url.path("AuthType").asText()).isEqualTo("AWS_IAM");
        assertThat(url.has("Cors")).as("no other site's page may ask").isFalse();
        assertThat(url.path("Qualifier").asText()).isEqualTo("live");
        String asked = url.at("/TargetFunctionArn/Fn::GetAtt/0").asText();
        assertThat(template.all("AWS::Lambda::Function")
                        .get(asked)
                        .at("/Properties/Handler")
                        .asText())
                .isEqualTo(EntryPoint.PAGE.mainClass());
        assertThat(template.properties("AWS::Lambda::Permission"))
                .as("nobody is allowed by the function itself")
                .noneMatch(
                        permission -> permission.path("FunctionName").toString().contains(asked));
        JsonNode outputs = template.json().path("Outputs");
        assertThat(Synthesis.text(outputs.at("/PageUrl/Value"))).isEqualTo("<" + id + ".FunctionUrl>");
        assertThat(Synthesis.text(outputs.at("/Drop/Value"))).matches("s3://<Landing.+>/landing/");
    }

    @Test
    void step_is_read_as_its_settings_say_and_the_size_allows() {
        assertThat(source("customers-prod", "Steptransform")
                        .at("/ScalingConfig/MaximumConcurrency")
                        .asInt())
                .isEqualTo(10);
        assertThat(source("customers-prod", "Stepload")
                        .at("/ScalingConfig/MaximumConcurrency")
                        .asInt())
                .isEqualTo(5);
        assertThat(source("customers-dev", "Steptransform")
                        .at("/ScalingConfig/MaximumConcurrency")
                        .asInt())
                .isEqualTo(Size.DEV.compute().mostConcurrency());
        assertThat(source("customers-prod", "Stepload").path("BatchSize").asInt())
                .isEqualTo(10);
    }

    private static JsonNode source(String deployment, String step) {
        return Synthesis.example(deployment).one("AWS::Lambda::EventSourceMapping", step + "FunctionSource");
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void new_version_goes_to_a_tenth_first_in_prod_alone(Template template) {
        int functions = template.all("AWS::Lambda::Function").size();
        boolean prod = template.name().endsWith("-prod");
        List<JsonNode> groups = template.properties("AWS::CodeDeploy::DeploymentGroup");
        assertThat(groups).hasSize(prod ? functions : 0);
        assertThat(groups).allSatisfy(group -> {
            assertThat(group.path("DeploymentConfigName").asText())
                    .isEqualTo("CodeDeployDefault.LambdaCanary10Percent5Minutes");
            assertThat(group.at("/AlarmConfiguration/Alarms")).hasSize(1);
            assertThat(Synthesis.texts(group.at("/AutoRollbackConfiguration/Events")))
                    .contains("DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_FAILURE");
        });
        assertThat(template.all("AWS::Lambda::Alias").values())
                .allMatch(alias -> alias.at("/UpdatePolicy").has("CodeDeployLambdaAliasUpdate") == prod);
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void shared_settings_are_in_every_environment_and_among_the_parameters(Template template) {
        Deployment deployment = Deployment.parse(template.name());
        Set<Setting> ownEnvironment =
                EnumSet.of(Setting.DEPLOYMENT, Setting.STEP, Setting.RUN, Setting.WORKER_CONCURRENCY);
        Set<String> parameters = new TreeSet<>();
        Set<String> variables = new TreeSet<>(Set.of(Setting.DEPLOYMENT.variable()));
        for (Setting setting : EnumSet.complementOf(EnumSet.copyOf(ownEnvironment))) {
            parameters.add(deployment.parameter(setting));
            variables.add(setting.variable());
        }
        assertThat(template.properties("AWS::SSM::Parameter"))
                .extracting(parameter -> parameter.path("Name").asText())
                .containsExactlyInAnyOrderElementsOf(parameters);
        assertThat(template.properties("AWS::Lambda::Function")).allSatisfy(function -> {
            List<String> names = new ArrayList<>();
            function.at("/Environment/Variables").fieldNames().forEachRemaining(names::add);
            names.remove(Setting.STEP.variable());
            assertThat(names).containsExactlyInAnyOrderElementsOf(variables);
        });
    }
}
