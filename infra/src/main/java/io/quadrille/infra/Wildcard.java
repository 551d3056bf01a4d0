package io.quadrille.infra;

import java.util.List;

/** Every wildcard resource that a role of ours may have, with the actions it is for and its reason. There is no other. */
enum Wildcard {
    CLAIM_CHECKS(
            "/claims/\\*",
            List.of("s3:GetObject", "s3:PutObject"),
            "The keys of claim checks are made as runs go: run, attempt and event."),
    DEAD_MESSAGES(
            "/deadletters/\\*",
            List.of("s3:GetObject", "s3:PutObject"),
            "The keys of dead messages are made as they die: run, attempt, step and chunk."),
    DROPPED_FILES(
            "/landing/\\*",
            List.of("s3:GetObjectVersion"),
            "Whoever drops a file names it; what is outside the prefix cannot be read."),
    SECRETS(
            ":secret:quadrille/[a-z0-9-]+/\\*",
            List.of("secretsmanager:GetSecretValue"),
            "Handlers name their secrets, and Secrets Manager adds six characters to each name."),
    TASK_REVISIONS(
            ":task-definition/[a-z0-9-]+-extract-task:\\*",
            List.of("ecs:RunTask"),
            "Every deployment makes a new revision, and the role knows the family alone; the cluster is a condition."),
    TASK_TAGS(
            ":task/[a-z0-9-]+/\\*",
            List.of("ecs:TagResource"),
            "A task has its name from ECS; no tag but that of a task being started can be set."),
    ALARMS(
            ":alarm:\\*",
            List.of("cloudwatch:DescribeAlarms"),
            "CodeDeploy asks for the state of a deployment's alarms by a call that lists them."),
    REGISTRY_LOGIN(
            "^\\*",
            List.of("ecr:GetAuthorizationToken"),
            "The token is the account's, and the call knows no resource.");

    private final String resource;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> actions;

    private final String reason;

    Wildcard(String resource, List<String> actions, String reason) {
        this.resource = resource;
        this.actions = actions;
        this.reason = reason;
    }

    /** A regular expression that such resources end with. */
    String resource() {
        return resource;
    }

    List<String> actions() {
        return actions;
    }

    String reason() {
        return reason;
    }
}
