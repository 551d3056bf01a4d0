package io.quadrille.infra;

import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Landing;
import io.quadrille.events.deployment.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/**
 * The settings that all entry points of a deployment share: in each one's environment, and as parameters of AWS Systems
 * Manager, from which commands and workers elsewhere read them.
 */
final class Settings extends Construct {
    private final Map<Setting, String> shared = new EnumMap<>(Setting.class);
    private final Deployment deployment;

    Settings(Construct scope, Blueprint blueprint, LandingBucket landing, BlobsBucket blobs, TaskCluster tasks) {
        super(scope, "Settings");
        deployment = blueprint.deployment();
        shared.put(Setting.BLOBS_BUCKET, blobs.name());
        shared.put(Setting.LANDING_BUCKET, landing.name());
        shared.put(Setting.LANDING_PREFIX, Landing.DEFAULT.prefix());
        shared.put(Setting.LANDING_SUFFIXES, String.join(",", Landing.DEFAULT.suffixes()));
        for (Setting setting : List.of(
                Setting.MAX_EVENT_BYTES, Setting.TABLE_CONCURRENCY, Setting.TASK_FROM_BYTES, Setting.STALLED_AFTER)) {
            shared.put(setting, setting.unlessSet().orElseThrow());
        }
        shared.put(Setting.CLUSTER, tasks.name());
        shared.put(Setting.TASK_DEFINITION, ExtractTask.family(deployment));
        shared.put(Setting.SUBNETS, String.join(",", tasks.network().subnetIds()));
        shared.put(Setting.SECURITY_GROUPS, tasks.network().tasks().getSecurityGroupId());
        shared.forEach((setting, value) -> StringParameter.Builder.create(this, setting.parameter())
                .parameterName(deployment.parameter(setting))
                .stringValue(value)
                .build());
    }

    /** An entry point's environment: the shared settings and its own. */
    Map<String, String> environment(Map<Setting, String> own) {
        Map<String, String> environment = new TreeMap<>();
        shared.forEach((setting, value) -> environment.put(setting.variable(), value));
        environment.put(Setting.DEPLOYMENT.variable(), deployment.name());
        own.forEach((setting, value) -> environment.put(setting.variable(), value));
        return environment;
    }

    /** To read those that the environment lacks, all at once; who may read a path may read what is below it. */
    void grantRead(EntryRole role) {
        role.allow(
                List.of("ssm:GetParametersByPath"),
                Stack.of(this)
                        .formatArn(ArnComponents.builder()
                                .service("ssm")
                                .resource("parameter")
                                .resourceName("quadrille/" + deployment.name())
                                .build()));
    }

    /** To read the secrets of handlers. */
    void grantSecrets(EntryRole role) {
        role.allow(
                Wildcard.SECRETS,
                List.of("secretsmanager:GetSecretValue"),
                Map.of(),
                Stack.of(this)
                        .formatArn(ArnComponents.builder()
                                .service("secretsmanager")
                                .resource("secret")
                                .resourceName(deployment.secret("*"))
                                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                                .build()));
    }
}
