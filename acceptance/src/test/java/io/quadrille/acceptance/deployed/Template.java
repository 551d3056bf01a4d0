package io.quadrille.acceptance.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.acceptance.deployed.IamActions.Call;
import io.quadrille.infra.Assets;
import io.quadrille.infra.Blueprint;
import io.quadrille.infra.QuadrilleStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.App;

/**
 * The template of a deployment, read for what its processes are given: environment, command, grants. Entry points are
 * called as their roles' tags say: {@code arrival}, {@code step load}, {@code worker load}.
 */
final class Template {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode resources;
    private final Map<String, String> names;

    private Template(JsonNode resources, Map<String, String> names) {
        this.resources = resources;
        this.names = names;
    }

    /** Makes the template as the CDK app does, for no account in particular. */
    static Template of(Blueprint blueprint, Path folder) {
        App app = App.Builder.create()
                .analyticsReporting(false)
                .outdir(folder.toString())
                .build();
        String stack = new QuadrilleStack(app, blueprint).getStackName();
        Object template = app.synth().getStackByName(stack).getTemplate();
        return new Template(JSON.valueToTree(template).path("Resources"), Map.of());
    }

    /** With names of what only the endpoint names, by type or by the beginning of the logical id. */
    Template named(Map<String, String> physical) {
        return new Template(resources, physical);
    }

    static Assets assets() {
        return Assets.of(Path.of(".."));
    }

    /**
     * What a role may do.
     *
     * @param resource with IAM's wildcards
     */
    record Grant(String action, String resource, JsonNode conditions) {
        boolean allows(Call call) {
            return action.equals(call.action()) && matches(resource, call.resource()) && admits(call);
        }

        /** Every operator here compares strings; most fail where the request has no such key. */
        private boolean admits(Call call) {
            return conditions.properties().stream().allMatch(operator -> operator.getValue().properties().stream()
                    .allMatch(key -> call.find(key.getKey())
                            .map(given -> matches(key.getValue().asText(), given))
                            .orElse(operator.getKey().endsWith("IfExists"))));
        }

        /** @param pattern with IAM's wildcards */
        static boolean matches(String pattern, String text) {
            return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), text);
        }

        @Override
        public String toString() {
            return action + " on " + resource + (conditions.isEmpty() ? "" : " if " + conditions);
        }
    }

    /** The grants of each entry point's role. */
    Map<String, List<Grant>> grants() {
        Map<String, List<Grant>> grants = new TreeMap<>();
        for (JsonNode policy : all("AWS::IAM::Policy")) {
            String owner =
                    owner(resources.path(policy.at("/Roles/0/Ref").asText()).path("Properties"));
            if (!owner.isEmpty()) {
                policy.at("/PolicyDocument/Statement")
                        .forEach(statement -> add(grants.computeIfAbsent(owner, each -> new ArrayList<>()), statement));
            }
        }
        return grants;
    }

    private void add(List<Grant> grants, JsonNode statement) {
        for (JsonNode action : each(statement.path("Action"))) {
            for (JsonNode resource : each(statement.path("Resource"))) {
                grants.add(new Grant(action.asText(), value(resource), resolved(statement.path("Condition"))));
            }
        }
    }

    private static String owner(JsonNode role) {
        Map<String, String> tags = new TreeMap<>();
        role.path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return (tags.getOrDefault("quadrille:entry-point", "") + " " + tags.getOrDefault("quadrille:step", "")).strip();
    }

    /** The environment of a function. */
    Map<String, String> function(String handler, String step) {
        for (JsonNode function : all("AWS::Lambda::Function")) {
            Map<String, String> variables = new TreeMap<>();
            function.at("/Environment/Variables")
                    .properties()
                    .forEach(variable -> variables.put(variable.getKey(), value(variable.getValue())));
            if (function.path("Handler").asText().equals(handler)
                    && variables.getOrDefault("QUADRILLE_STEP", "").equals(step)) {
                return variables;
            }
        }
        throw new AssertionError("the template has no function " + handler + " " + step);
    }

    /**
     * The one container of a task definition.
     *
     * @param name as RunTask has to call it to override its environment
     * @param command instead of the image's own
     */
    record Container(String name, List<String> command, Map<String, String> environment) {}

    /** @param family the task definition's */
    Container container(String family) {
        for (JsonNode task : all("AWS::ECS::TaskDefinition")) {
            if (task.path("Family").asText().equals(family)) {
                JsonNode container = task.at("/ContainerDefinitions/0");
                List<String> command = new ArrayList<>();
                container.path("EntryPoint").forEach(word -> command.add(word.asText()));
                Map<String, String> environment = new TreeMap<>();
                container
                        .path("Environment")
                        .forEach(variable ->
                                environment.put(variable.path("Name").asText(), value(variable.path("Value"))));
                return new Container(container.path("Name").asText(), command, environment);
            }
        }
        throw new AssertionError("the template has no task definition " + family);
    }

    private List<JsonNode> all(String type) {
        List<JsonNode> all = new ArrayList<>();
        resources.forEach(resource -> {
            if (resource.path("Type").asText().equals(type)) {
                all.add(resource.path("Properties"));
            }
        });
        return all;
    }

    private static Iterable<JsonNode> each(JsonNode value) {
        return value.isArray() ? value : List.of(value);
    }

    private JsonNode resolved(JsonNode conditions) {
        Map<String, Map<String, String>> resolved = new TreeMap<>();
        conditions.properties().forEach(operator -> operator.getValue()
                .properties()
                .forEach(key -> resolved.computeIfAbsent(operator.getKey(), each -> new TreeMap<>())
                        .put(key.getKey(), value(key.getValue()))));
        return JSON.valueToTree(resolved);
    }

    /** A value as it is once deployed. */
    private String value(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        } else if (value.has("Ref")) {
            return name(value.path("Ref").asText());
        } else if (value.has("Fn::GetAtt")) {
            String id = value.at("/Fn::GetAtt/0").asText();
            return value.at("/Fn::GetAtt/1").asText().equals("Arn") ? arn(id) : name(id);
        } else if (value.has("Fn::Join")) {
            List<String> parts = new ArrayList<>();
            value.at("/Fn::Join/1").forEach(part -> parts.add(value(part)));
            return String.join(value.at("/Fn::Join/0").asText(), parts);
        }
        throw new AssertionError("the template has a value that is none of Ref, GetAtt and Join: " + value);
    }

    private String arn(String id) {
        JsonNode properties = resources.path(id).path("Properties");
        return switch (resources.path(id).path("Type").asText()) {
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name(id);
            case "AWS::SQS::Queue" ->
                IamActions.arn("sqs", properties.path("QueueName").asText(id));
            case "AWS::DynamoDB::Table" ->
                IamActions.arn(
                        "dynamodb", "table/" + properties.path("TableName").asText());
            case "AWS::Events::EventBus" ->
                IamActions.arn("events", "event-bus/" + properties.path("Name").asText());
            case "AWS::ECS::Cluster" ->
                IamActions.arn(
                        "ecs", "cluster/" + properties.path("ClusterName").asText());
            case "AWS::KMS::Key" ->
                IamActions.arn(
                        "kms", all("AWS::KMS::Alias").get(0).path("AliasName").asText()); // there is one key
            default -> "<" + id + ">";
        };
    }

    private String name(String id) {
        if (id.equals("AWS::Partition")) {
            return "aws";
        }
        String type = resources.path(id).path("Type").asText();
        return names.entrySet().stream()
                .filter(name -> type.equals(name.getKey()) || id.startsWith(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("<" + id + ">");
    }
}
