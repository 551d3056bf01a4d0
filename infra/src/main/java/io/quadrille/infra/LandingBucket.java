package io.quadrille.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/**
 * Where files are dropped. Versioned, as a run reads one version of a file; told to EventBridge's default bus. It
 * outlives the stack: the files are somebody's.
 */
final class LandingBucket extends Construct {
    private final Bucket bucket;

    LandingBucket(Construct scope, DeploymentKey key) {
        super(scope, "Landing");
        bucket = Bucket.Builder.create(this, "Bucket")
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key.key())
                .bucketKeyEnabled(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .versioned(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("broken-uploads")
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build()))
                .build();
        // The L2 property would add a function that sets this from outside; CloudFormation can say it itself.
        CfnBucket.EventBridgeConfigurationProperty told = CfnBucket.EventBridgeConfigurationProperty.builder()
                .eventBridgeEnabled(true)
                .build();
        ((CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild()))
                .setNotificationConfiguration(CfnBucket.NotificationConfigurationProperty.builder()
                        .eventBridgeConfiguration(told)
                        .build());
        Findings.accept(
                bucket,
                "AwsSolutions-S1",
                "Who read or dropped what is told by CloudTrail's data events where an account wants it;"
                        + " a second bucket of access logs would have to be kept and guarded too.");
    }

    Bucket bucket() {
        return bucket;
    }

    String name() {
        return bucket.getBucketName();
    }

    /**
     * To read any version of a dropped file. Without listing, S3 says 403 of one that is not there; a request for an
     * object has no prefix.
     */
    void grantRead(EntryRole role, String prefix) {
        role.allow(
                Wildcard.DROPPED_FILES, List.of("s3:GetObjectVersion"), Map.of(), bucket.arnForObjects(prefix + "*"));
        role.allow(
                List.of("s3:ListBucket"),
                Map.of("StringLikeIfExists", Map.of("s3:prefix", prefix + "*")),
                bucket.getBucketArn());
    }

    /** To see which files are there, and in which versions. */
    void grantList(EntryRole role, String prefix) {
        role.allow(
                List.of("s3:ListBucketVersions"),
                Map.of("StringLike", Map.of("s3:prefix", prefix + "*")),
                bucket.getBucketArn());
    }
}
