package io.quadrille.cli;

import io.quadrille.events.deployment.Deployment;
import io.quadrille.handlers.Bindings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which deployment of a pipeline, and where: on an AWS endpoint, Amazon's own or another. */
class DeploymentOptions {
    private static final String DEFAULT_SIZE = "dev";

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "an AWS endpoint that is not Amazon's, such as http://127.0.0.1:5000")
    private @Nullable String endpointUrl;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            completionCandidates = Pipelines.class,
            description = "the pipeline")
    private @Nullable String pipeline;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = DEFAULT_SIZE,
            description = "the deployment's size, such as dev, staging or prod (${DEFAULT-VALUE})")
    private String size = DEFAULT_SIZE;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "the AWS region (AWS_REGION; with --endpoint-url else us-east-1)")
    private @Nullable String region;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    final @Nullable String endpointUrl() {
        return endpointUrl;
    }

    final @Nullable String pipeline() {
        return pipeline;
    }

    final @Nullable String region() {
        return region;
    }

    /** The pipeline's handlers. @throws Refusal naming the pipelines there are */
    final Bindings bindings() {
        return new Pipelines().require(requirePipeline());
    }

    /** @throws ParameterException if no pipeline is named, or the size is none */
    final Deployment deployment() {
        try {
            return new Deployment(requirePipeline(), size);
        } catch (IllegalArgumentException e) {
            throw misused("--size: " + e.getMessage() + ".");
        }
    }

    private String requirePipeline() {
        if (pipeline == null) {
            throw misused("Name the deployment's pipeline with --pipeline NAME.");
        }
        return pipeline;
    }

    final ParameterException misused(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    /** The options that name the deployment to commands that read it; each begins with a blank. */
    final String forReading() {
        return (endpointUrl == null ? " --aws" : " --endpoint-url " + Shell.quoted(endpointUrl))
                + " --pipeline " + pipeline
                + (size.equals(DEFAULT_SIZE) ? "" : " --size " + size)
                + (region == null ? "" : " --region " + Shell.quoted(region));
    }
}
