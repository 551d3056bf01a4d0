package io.quadrille.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.infra.Synthesis.Template;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RolesTest {
    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void no_role_has_an_action_with_a_wildcard_or_a_managed_policy(Template template) {
        assertThat(template.properties("AWS::IAM::Policy")).isNotEmpty().allSatisfy(policy -> policy.at(
                        "/PolicyDocument/Statement")
                .forEach(statement -> assertThat(Synthesis.texts(statement.path("Action")))
                        .isNotEmpty()
                        .noneMatch(action -> action.contains("*"))));
        assertThat(template.properties("AWS::IAM::Role"))
                .noneMatch(role -> role.has("ManagedPolicyArns") || role.has("Policies") || role.has("RoleName"));
    }

    @Test
    void every_wildcard_resource_is_in_the_table_of_reasons_and_every_row_is_used() {
        Set<Wildcard> used = EnumSet.noneOf(Wildcard.class);
        Synthesis.examples().forEach(template -> template.properties("AWS::IAM::Policy")
                .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statement -> {
                    for (String resource : Synthesis.texts(statement.path("Resource"))) {
                        if (resource.contains("*")) {
                            Optional<Wildcard> row = row(resource, Synthesis.texts(statement.path("Action")));
                            assertThat(row).as("%s: %s", template, statement).isPresent();
                            row.ifPresent(used::add);
                        }
                    }
                })));
        assertThat(used).containsExactlyInAnyOrder(Wildcard.values());
        assertThat(Wildcard.values()).allMatch(row -> row.reason().matches("[A-Z].{20,}\\."));
    }

    private static Optional<Wildcard> row(String resource, List<String> actions) {
        return Arrays.stream(Wildcard.values())
                .filter(row ->
                        Pattern.compile(row.resource() + "$").matcher(resource).find())
                .filter(row -> row.actions().containsAll(actions))
                .findFirst();
    }

    @Test
    void every_role_of_an_entry_point_says_whose_it_is() {
        Map<String, String> owners = new TreeMap<>();
        Synthesis.example("customers-prod").all("AWS::IAM::Role").forEach((id, role) -> {
            String entry = tag(role, EntryRole.ENTRY_POINT_TAG);
            if (!entry.isEmpty()) {
                owners.put((entry + " " + tag(role, EntryRole.STEP_TAG)).strip(), id);
            }
        });
        assertThat(owners)
                .containsOnlyKeys(
                        EntryPoint.ARRIVAL.entryName(),
                        EntryPoint.OBSERVER.entryName(),
                        EntryPoint.DEAD_LETTERS.entryName(),
                        EntryPoint.WATCHDOG.entryName(),
                        EntryPoint.PAGE.entryName(),
                        OperatorRole.NAME,
                        EntryPoint.EXTRACT.entryName(),
                        "step transform",
                        "step load");
        assertThat(Set.copyOf(owners.values())).as("each its own").hasSize(owners.size());
    }

    @Test
    void people_assume_the_operators_role_if_the_account_lets_them_and_no_service_does() {
        Template prod = Synthesis.example("customers-prod");
        JsonNode role = prod.all("AWS::IAM::Role").values().stream()
                .filter(each -> tag(each, EntryRole.ENTRY_POINT_TAG).equals(OperatorRole.NAME))
                .findFirst()
                .orElseThrow();
        JsonNode trust = role.at("/Properties/AssumeRolePolicyDocument/Statement");
        assertThat(trust).hasSize(1);
        assertThat(Synthesis.text(trust.at("/0/Principal/AWS"))).matches("arn:.+:iam::\\d{12}:root");
        assertThat(trust.at("/0/Principal")).hasSize(1);
        assertThat(Synthesis.text(prod.json().at("/Outputs/OperatorRole/Value")))
                .startsWith("<Operator");
    }

    @Test
    void only_those_who_need_it_have_it() {
        Template prod = Synthesis.example("customers-prod");
        assertThat(holders(prod, "dynamodb:PutItem", "SteploadTable")).containsExactly("step load");
        assertThat(holders(prod, "dynamodb:UpdateItem", "Ledger"))
                .containsExactly("dead-letters", "observer", "operator");
        assertThat(holders(prod, "dynamodb:PutItem", "Ledger"))
                .containsExactly("arrival", "dead-letters", "observer", "operator", "watchdog");
        assertThat(holders(prod, "dynamodb:DeleteItem", "")).isEmpty();
        assertThat(holders(prod, "s3:GetObjectVersion", "Landing"))
                .containsExactly("arrival", "extract-task", "operator", "page");
        assertThat(actions(prod, "page"))
                .as("it only reads")
                .allMatch(action -> action.matches(
                        "dynamodb:(DescribeTable|GetItem|BatchGetItem|Query)|s3:(GetObjectVersion|ListBucket)|kms:Decrypt"
                                + "|logs:.*"));
        assertThat(holders(prod, "s3:ListBucketVersions", "Landing")).containsExactly("watchdog");
        assertThat(holders(prod, "ecs:RunTask", "")).containsExactly("arrival", "watchdog");
        assertThat(holders(prod, "ecs:TagResource", "")).containsExactly("arrival", "watchdog");
        assertThat(holders(prod, "iam:PassRole", "")).containsExactly("arrival", "watchdog");
        assertThat(holders(prod, "secretsmanager:GetSecretValue", "")).containsExactly("step load", "step transform");
        assertThat(holders(prod, "s3:DeleteObject", "")).isEmpty();
        assertThat(holders(prod, "s3:PutObject", "Landing")).isEmpty();
        assertThat(holders(prod, "sqs:ReceiveMessage", "Stepload")).containsExactly("dead-letters", "step load");
        assertThat(holders(prod, "events:PutEvents", "Bus")).hasSize(8).contains("operator");
    }

    /** The entry points whose role may do it to what is called so. */
    private static Set<String> holders(Template template, String action, String resource) {
        Map<String, JsonNode> roles = template.all("AWS::IAM::Role");
        Set<String> holders = new TreeSet<>();
        template.properties("AWS::IAM::Policy")
                .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statement -> {
                    if (Synthesis.texts(statement.path("Action")).contains(action)
                            && Synthesis.texts(statement.path("Resource")).stream()
                                    .anyMatch(text -> text.contains(resource))) {
                        JsonNode role = roles.get(policy.at("/Roles/0/Ref").asText());
                        holders.add(
                                (tag(role, EntryRole.ENTRY_POINT_TAG) + " " + tag(role, EntryRole.STEP_TAG)).strip());
                    }
                }));
        return holders;
    }

    /** What the role of an entry point may do, on whatever. */
    private static Set<String> actions(Template template, String entry) {
        Map<String, JsonNode> roles = template.all("AWS::IAM::Role");
        Set<String> actions = new TreeSet<>();
        for (JsonNode policy : template.properties("AWS::IAM::Policy")) {
            JsonNode role = roles.get(policy.at("/Roles/0/Ref").asText());
            if (tag(role, EntryRole.ENTRY_POINT_TAG).equals(entry)) {
                policy.at("/PolicyDocument/Statement")
                        .forEach(statement -> actions.addAll(Synthesis.texts(statement.path("Action"))));
            }
        }
        assertThat(actions).as(entry).isNotEmpty();
        return actions;
    }

    private static String tag(JsonNode role, String key) {
        for (JsonNode tag : role.at("/Properties/Tags")) {
            if (tag.path("Key").asText().equals(key)) {
                return tag.path("Value").asText();
            }
        }
        return "";
    }
}
