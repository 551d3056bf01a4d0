package io.quadrille.infra;

import io.quadrille.events.deployment.EntryPoint;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The Fargate cluster of a deployment and how its tasks are defined: one image, an entry point each. */
final class TaskCluster extends Construct {
    private final Blueprint blueprint;
    private final TaskNetwork network;
    private final Cluster cluster;
    private final Role execution;
    private final LogGroup logs;

    TaskCluster(Construct scope, DeploymentKey key, Blueprint blueprint) {
        super(scope, "Tasks");
        this.blueprint = blueprint;
        network = new TaskNetwork(this, blueprint);
        cluster = Cluster.Builder.create(this, "Cluster")
                .clusterName(blueprint.deployment().name())
                .vpc(network.vpc())
                .containerInsightsV2(ContainerInsights.ENABLED)
                .build();
        execution = Role.Builder.create(this, "Execution")
                .description("Pulls the image and opens the log of tasks of " + blueprint.deployment())
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        logs = LogGroup.Builder.create(this, "Log")
                .encryptionKey(key.key())
                .retention(blueprint.size().logs())
                .removalPolicy(blueprint.size().removal())
                .build();
    }

    TaskNetwork network() {
        return network;
    }

    Cluster cluster() {
        return cluster;
    }

    String name() {
        return blueprint.deployment().name();
    }

    String arn() {
        return cluster.getClusterArn();
    }

    String executionRoleArn() {
        return execution.getRoleArn();
    }

    /** @param family the name that the definition's revisions have in common */
    FargateTaskDefinition define(
            Construct scope, String family, EntryPoint entry, EntryRole role, Map<String, String> environment) {
        FargateTaskDefinition definition = FargateTaskDefinition.Builder.create(scope, "Definition")
                .family(family)
                .cpu(blueprint.size().compute().taskCpu())
                .memoryLimitMiB(blueprint.size().compute().taskMegabytes())
                .runtimePlatform(RuntimePlatform.builder()
                        .cpuArchitecture(CpuArchitecture.ARM64)
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .build())
                .taskRole(role.role())
                .executionRole(execution)
                .volumes(List.of(Volume.builder().name("tmp").build()))
                .build();
        ContainerDefinition container = definition.addContainer(
                entry.entryName(), // as whoever starts the task calls it
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromAsset(
                                blueprint.assets().imageContext().toString(),
                                AssetImageProps.builder()
                                        .platform(Platform.LINUX_ARM64)
                                        .build()))
                        .entryPoint(List.of("java", "-cp", "lib/*", entry.mainClass()))
                        .environment(environment)
                        .readonlyRootFilesystem(true)
                        .logging(LogDriver.awsLogs(AwsLogDriverProps.builder()
                                .logGroup(logs)
                                .streamPrefix(entry.entryName())
                                .build()))
                        .build());
        container.addMountPoints(MountPoint.builder()
                .sourceVolume("tmp")
                .containerPath("/tmp")
                .readOnly(false)
                .build());
        Findings.accept(execution, Wildcard.REGISTRY_LOGIN);
        Findings.accept(definition, "AwsSolutions-ECS2", "The settings are names and limits; none is secret.");
        return definition;
    }
}
