package io.quadrille.infra;

import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * An entry point on Lambda: a function under a role of its own, whose published versions start from a snapshot, behind
 * the alias {@value #LIVE}. Whoever calls it calls the alias.
 */
final class EntryFunction extends Construct {
    static final String LIVE = "live";

    /** Visibility timeout to function timeout ("Using Lambda with Amazon SQS", AWS Lambda developer guide). */
    private static final int VISIBILITY_FACTOR = 6;

    private final EntryRole role;
    private final Function function;
    private final Alias alias;

    /** @param step the step whose work is done; null for entry points that stand once in a deployment */
    EntryFunction(Construct scope, Ground ground, EntryPoint entry, @Nullable String step, Duration timeout) {
        super(scope, "Function");
        Blueprint blueprint = ground.blueprint();
        role = new EntryRole(this, blueprint, entry, step);
        LogGroup logs = LogGroup.Builder.create(this, "Log")
                .encryptionKey(ground.key().key())
                .retention(blueprint.size().logs())
                .removalPolicy(blueprint.size().removal())
                .build();
        function = Function.Builder.create(this, "Function")
                .description(blueprint.deployment() + " " + EntryRole.nameOf(entry, step))
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .code(Code.fromAsset(blueprint.assets().lambdaZip().toString()))
                .handler(entry.mainClass())
                .environment(ground.settings().environment(step == null ? Map.of() : Map.of(Setting.STEP, step)))
                .memorySize(blueprint.size().compute().functionMegabytes())
                .timeout(software.amazon.awscdk.Duration.seconds(timeout.toSeconds()))
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .logGroup(logs)
                .role(role.role())
                .build();
        alias = Alias.Builder.create(this, "Live")
                .aliasName(LIVE)
                .version(function.getCurrentVersion())
                .build();
        ground.rollout().of(alias);
        if (entry == EntryPoint.PAGE) {
            ground.grantReading(role);
        } else {
            ground.grantCommon(role);
        }
        role.allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), logs.getLogGroupArn());
        Annotations.of(function)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish",
                        "Callers call the alias of a published version.");
    }

    /** How long a queue hides what a function with this timeout works on. */
    static Duration visibility(Duration timeout) {
        return timeout.multipliedBy(VISIBILITY_FACTOR);
    }

    EntryRole role() {
        return role;
    }

    Function function() {
        return function;
    }

    Alias alias() {
        return alias;
    }

    /** Reads a queue, and reports of each batch which messages failed. */
    void readFrom(Queue queue, String id, int batch, int concurrency) {
        EventSourceMapping.Builder.create(this, id)
                .target(alias)
                .eventSourceArn(queue.getQueueArn())
                .batchSize(batch)
                .maxConcurrency(concurrency)
                .reportBatchItemFailures(true)
                .build();
    }
}
