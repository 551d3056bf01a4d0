package io.quadrille.infra;

import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Landing;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The task that reads one large file; the arrivals start it, with the run in its environment. */
final class ExtractTask extends Construct {
    private final Ground ground;
    private final EntryRole role;

    ExtractTask(Construct scope, Ground ground) {
        super(scope, "ExtractTask");
        this.ground = ground;
        role = new EntryRole(this, ground.blueprint(), EntryPoint.EXTRACT, null);
        Grants.extract(role, ground);
        ground.ledger().grantRead(role);
        ground.tasks()
                .define(
                        this,
                        family(ground.blueprint().deployment()),
                        EntryPoint.EXTRACT,
                        role,
                        ground.settings().environment(Map.of()));
    }

    /** How the task definition is found, whatever its revision. */
    static String family(Deployment deployment) {
        return deployment.queue(EntryPoint.EXTRACT.entryName());
    }

    /** To start the task, in this cluster alone, under its roles. */
    void grantRun(EntryRole runner) {
        runner.allow(
                Wildcard.TASK_REVISIONS,
                List.of("ecs:RunTask"),
                Map.of("ArnEquals", Map.of("ecs:cluster", ground.tasks().arn())),
                Stack.of(this)
                        .formatArn(ArnComponents.builder()
                                .service("ecs")
                                .resource("task-definition")
                                .resourceName(family(ground.blueprint().deployment()) + ":*")
                                .build()));
        runner.allow(
                Wildcard.TASK_TAGS,
                List.of("ecs:TagResource"),
                Map.of("StringEquals", Map.of("ecs:CreateAction", "RunTask")),
                Stack.of(this)
                        .formatArn(ArnComponents.builder()
                                .service("ecs")
                                .resource("task")
                                .resourceName(ground.tasks().name() + "/*")
                                .build()));
        runner.allow(
                List.of("iam:PassRole"),
                Map.of("StringEquals", Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com")),
                role.role().getRoleArn(),
                ground.tasks().executionRoleArn());
    }

    /** What reading a file needs, on Fargate as on Lambda. */
    static final class Grants {
        private Grants() {}

        static void extract(EntryRole role, Ground ground) {
            ground.grantCommon(role);
            ground.landing().grantRead(role, Landing.DEFAULT.prefix());
            ground.blobs().grantLeave(role);
        }
    }
}
