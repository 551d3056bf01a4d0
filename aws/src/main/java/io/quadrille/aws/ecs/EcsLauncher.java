package io.quadrille.aws.ecs;

import io.quadrille.aws.AwsFailures;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.events.RunKey;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Extracts as Fargate tasks, without a public address. Thread safe. */
public final class EcsLauncher implements TaskLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(EcsLauncher.class);
    /** The tag that a task's run and attempt stand in. */
    static final String RUN_TAG = "quadrille:run";

    private final EcsClient ecs;
    private final TaskPlace place;

    public EcsLauncher(EcsClient ecs, TaskPlace place) {
        this.ecs = ecs;
        this.place = place;
    }

    /**
     * As the settings say; the container is called as its entry point.
     *
     * @throws NotSetUp naming the settings that are missing
     */
    public static EcsLauncher of(AwsPipeline pipeline) {
        Settings settings = pipeline.settings();
        settings.requireAll(Setting.CLUSTER, Setting.TASK_DEFINITION, Setting.SUBNETS, Setting.SECURITY_GROUPS);
        return new EcsLauncher(
                pipeline.clients().ecs(),
                new TaskPlace(
                        settings.require(Setting.CLUSTER),
                        settings.require(Setting.TASK_DEFINITION),
                        EntryPoint.EXTRACT.entryName(),
                        settings.requireList(Setting.SUBNETS),
                        settings.requireList(Setting.SECURITY_GROUPS)));
    }

    /** ECS answers 200 and a list of failures where it finds no room for the task. */
    @Override
    public void launch(RunKey run, int launch) {
        try {
            RunTaskResponse answer = ecs.runTask(request(Launch.of(run, launch)));
            if (!answer.failures().isEmpty()) {
                throw failure(run, answer.failures().get(0));
            }
            answer.tasks().forEach(task -> LOG.info("{}: launch {} is task {}", run, launch, task.taskArn()));
        } catch (ConflictException e) {
            // The token was used with another revision of the task definition: that task is the launch.
            LOG.info("{}: launch {} was started before", run, launch);
        } catch (SdkException e) {
            throw AwsFailures.of(doing(run), e, remedy());
        }
    }

    private RunTaskRequest request(Launch launch) {
        return RunTaskRequest.builder()
                .cluster(place.cluster())
                .taskDefinition(place.taskDefinition())
                .launchType(LaunchType.FARGATE)
                .count(1)
                .clientToken(launch.clientToken())
                .startedBy(launch.startedBy())
                .tags(Tag.builder().key(RUN_TAG).value(launch.setting()).build())
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(place.subnets())
                        .securityGroups(place.securityGroups())
                        .assignPublicIp(AssignPublicIp.DISABLED)))
                .overrides(overrides -> overrides.containerOverrides(ContainerOverride.builder()
                        .name(place.container())
                        .environment(KeyValuePair.builder()
                                .name(Setting.RUN.variable())
                                .value(launch.setting())
                                .build())
                        .build()))
                .build();
    }

    private RuntimeException failure(RunKey run, Failure failure) {
        String reason = String.valueOf(failure.reason());
        return passes(reason)
                ? new RetryableFailure(doing(run) + " failed for now (" + reason + ")")
                : new NotSetUp(doing(run) + " was refused (" + reason + "). " + remedy());
    }

    /** "API failure reasons" in the Amazon ECS developer guide. */
    private static boolean passes(String reason) {
        return reason.startsWith("RESOURCE")
                || List.of("AGENT", "INACTIVE").contains(reason)
                || reason.contains("Capacity is unavailable")
                || reason.contains("limit");
    }

    private String doing(RunKey run) {
        return "Starting the extract task of " + run + " (task definition '" + place.taskDefinition() + "' on cluster '"
                + place.cluster() + "')";
    }

    private String remedy() {
        return "Cluster and task definition must exist and be active, its container be called '" + place.container()
                + "', subnets " + place.subnets() + " and security groups " + place.securityGroups()
                + " be of one VPC; this role needs ecs:RunTask and ecs:TagResource on the task definition, and"
                + " iam:PassRole on its two roles.";
    }
}
