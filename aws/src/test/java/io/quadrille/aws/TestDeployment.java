package io.quadrille.aws;

import io.quadrille.aws.ledger.LedgerTable;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.Rule;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The resources of one deployment of the readings on an endpoint, and the environment of its entry points. */
public final class TestDeployment {
    private static final AtomicInteger MADE = new AtomicInteger();

    public final Deployment deployment;
    public final String bucket;
    public final AwsClients aws;

    public TestDeployment(AwsClients aws) {
        this.aws = aws;
        String size = "t" + Long.toString(ProcessHandle.current().pid() % 10_000, 36) + "x" + MADE.incrementAndGet();
        this.deployment = Deployment.of(MemoryStage.PIPELINE, size);
        this.bucket =
                "landing-" + deployment.name() + "-" + ProcessHandle.current().pid();
        aws.eventBridge().createEventBus(request -> request.name(deployment.bus()));
        LedgerTable ledger = new LedgerTable(deployment.ledger());
        ledger.createIfMissing(aws.dynamoDb());
        aws.s3().createBucket(request -> request.bucket(bucket)
                .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
        for (String target : List.of("load", Rule.OBSERVER, EntryPoint.ARRIVAL.entryName())) {
            aws.sqs().createQueue(request -> request.queueName(deployment.queue(target)));
            aws.sqs().createQueue(request -> request.queueName(deployment.deadLetterQueue(target)));
        }
    }

    public Map<String, String> environment(Map<Setting, String> more) {
        Map<String, String> environment = new HashMap<>();
        URI endpoint = aws.sqs().serviceClientConfiguration().endpointOverride().orElseThrow();
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        Map<Setting, String> settings = new HashMap<>(Map.of(
                Setting.DEPLOYMENT, deployment.name(),
                Setting.BLOBS_BUCKET, bucket,
                Setting.LANDING_BUCKET, bucket,
                Setting.CLUSTER, "extracts",
                Setting.TASK_DEFINITION, "extract",
                Setting.SUBNETS, "subnet-1",
                Setting.SECURITY_GROUPS, "sg-1"));
        settings.putAll(more);
        settings.forEach((setting, value) -> environment.put(setting.variable(), value));
        return environment;
    }

    /** @return its etag */
    public String drop(String key, String content) {
        PutObjectResponse put =
                aws.s3().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
        return put.eTag().replace("\"", "");
    }
}
