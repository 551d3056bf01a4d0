package io.quadrille.infra;

import io.quadrille.events.deployment.EntryPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * The role of one entry point, or of people: what it may do is said by the nouns it uses, action by action. Its tags say whose it is.
 * A borrowed role is used as it is, and whoever lends it says what it may do.
 */
final class EntryRole extends Construct {
    /** The tag with {@link EntryPoint#entryName()}. */
    static final String ENTRY_POINT_TAG = "quadrille:entry-point";
    /** The tag with the step's name, on roles of steps. */
    static final String STEP_TAG = "quadrille:step";

    private final IRole role;

    /** @param step the step whose work is done; null for entry points that stand once in a deployment */
    EntryRole(Construct scope, Blueprint blueprint, EntryPoint entry, @Nullable String step) {
        super(scope, "Role");
        role = borrowed(blueprint, nameOf(entry, step)).orElseGet(() -> own(blueprint, entry, step));
    }

    private Optional<IRole> borrowed(Blueprint blueprint, String name) {
        return blueprint
                .borrowed()
                .role(name)
                .map(arn -> Role.fromRoleArn(
                        this,
                        "Borrowed",
                        arn,
                        FromRoleArnOptions.builder().mutable(false).build()));
    }

    /**
     * The role of people and not of an entry point: who may assume it is said by policies of the account.
     *
     * @param name as its tag says
     */
    static EntryRole ofPeople(Construct scope, Blueprint blueprint, String name) {
        return new EntryRole(scope, blueprint, name);
    }

    private EntryRole(Construct scope, Blueprint blueprint, String people) {
        super(scope, "Role");
        role = borrowed(blueprint, people).orElseGet(() -> {
            Role own = Role.Builder.create(this, "Role")
                    .description(blueprint.deployment() + " " + people)
                    .assumedBy(new AccountRootPrincipal())
                    .build();
            Tags.of(own).add(ENTRY_POINT_TAG, people);
            return own;
        });
    }

    /** How roles are borrowed: an entry point's name, or {@code step/} and the step's. */
    static String nameOf(EntryPoint entry, @Nullable String step) {
        return step == null ? entry.entryName() : "step/" + step;
    }

    private IRole own(Blueprint blueprint, EntryPoint entry, @Nullable String step) {
        boolean task = entry == EntryPoint.EXTRACT || entry == EntryPoint.WORKER;
        Role own = Role.Builder.create(this, "Role")
                .description(blueprint.deployment() + " " + nameOf(entry, step))
                .assumedBy(new ServicePrincipal(task ? "ecs-tasks.amazonaws.com" : "lambda.amazonaws.com"))
                .build();
        Tags.of(own).add(ENTRY_POINT_TAG, entry.entryName());
        if (step != null) {
            Tags.of(own).add(STEP_TAG, step);
        }
        return own;
    }

    IRole role() {
        return role;
    }

    void allow(List<String> actions, String... resources) {
        allow(actions, Map.of(), resources);
    }

    /** What cannot be said without a wildcard. */
    void allow(Wildcard wildcard, List<String> actions, Map<String, Object> conditions, String resource) {
        allow(actions, conditions, resource);
        Findings.accept(role, wildcard);
    }

    void allow(List<String> actions, Map<String, Object> conditions, String... resources) {
        role.addToPrincipalPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .conditions(conditions)
                .build());
    }
}
