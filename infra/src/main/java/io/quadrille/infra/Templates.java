package io.quadrille.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.quadrille.events.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;
import software.amazon.awscdk.cxapi.SynthesisMessage;

/** Templates made without an account, Docker or network. The same definitions always give the same bytes. */
final class Templates {
    /** Roles' statements that differ in one part stand as one. The same whether the CDK command or a test makes them. */
    private static final List<String> FEATURES =
            List.of("@aws-cdk/aws-iam:minimizePolicies", "@aws-cdk/core:enablePartitionLiterals");

    private Templates() {}

    /** An app whose stacks are checked by cdk-nag. */
    static App app(App.Builder builder) {
        Map<String, Object> context = new TreeMap<>();
        FEATURES.forEach(feature -> context.put(feature, true));
        App app = builder.analyticsReporting(false)
                .treeMetadata(false)
                .postCliContext(context)
                .build();
        Aspects.of(app).add(new AwsSolutionsChecks());
        return app;
    }

    /**
     * A template.
     *
     * @param findings what cdk-nag found and nobody gave a reason for, and other errors and warnings
     */
    record Written(Path file, int resources, List<String> findings) {}

    /** Writes the template of every pipeline in every size. */
    static List<Written> write(List<Pipeline> pipelines, Assets assets, Path folder) throws IOException {
        Files.createDirectories(folder);
        App app = app(App.Builder.create());
        List<Stack> stacks = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            for (Size size : Size.ALL) {
                stacks.add(new QuadrilleStack(app, Blueprint.of(pipeline, size, assets)));
            }
        }
        CloudAssembly assembly = app.synth();
        List<Written> written = new ArrayList<>();
        for (Stack stack : stacks) {
            CloudFormationStackArtifact artifact = assembly.getStackByName(stack.getStackName());
            Path file = folder.resolve(stack.getStackName() + ".template.json");
            Path template = Path.of(artifact.getTemplateFullPath());
            Files.copy(template, file, StandardCopyOption.REPLACE_EXISTING);
            Map<?, ?> resources =
                    (Map<?, ?>) Json.map(Files.readString(template)).get("Resources");
            written.add(new Written(file, resources == null ? 0 : resources.size(), findings(artifact)));
        }
        return written;
    }

    private static List<String> findings(CloudFormationStackArtifact artifact) {
        List<String> findings = new ArrayList<>();
        for (SynthesisMessage message : artifact.getMessages()) {
            findings.add(message.getLevel() + " " + message.getId() + ": "
                    + message.getEntry().getData());
        }
        return findings;
    }
}
