package io.quadrille.aws.provision;

import io.quadrille.events.deployment.Retention;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** The bucket that files are dropped in, and the one of claim checks and dead messages. */
final class Buckets {
    /** Where a bucket needs no location, and may be given none. */
    private static final String FIRST_REGION = "us-east-1";

    private static final String PERMISSIONS = "s3:ListBucket, s3:CreateBucket, s3:PutBucketVersioning,"
            + " s3:PutBucketNotification and s3:PutLifecycleConfiguration";

    private final S3Client s3;
    private final String region;
    private final Making making;

    Buckets(S3Client s3, String region, Making making) {
        this.s3 = s3;
        this.region = region;
        this.making = making;
    }

    /** Versioned, so that a run reads the version it is of; speaks of new objects on the default bus. */
    void landing(String bucket) {
        create(bucket);
        configure(bucket, () -> {
            s3.putBucketVersioning(request -> request.bucket(bucket)
                    .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
            s3.putBucketNotificationConfiguration(request -> request.bucket(bucket)
                    .notificationConfiguration(all -> all.eventBridgeConfiguration(eventBridge -> {})));
        });
    }

    void blobs(String bucket, Retention retention) {
        create(bucket);
        List<LifecycleRule> rules = List.of(LifecycleRule.builder()
                .id("outlived")
                .status(ExpirationStatus.ENABLED)
                .filter(filter -> filter.prefix(""))
                .expiration(after -> after.days((int) retention.claimChecks().toDays()))
                .build());
        configure(
                bucket,
                () -> s3.putBucketLifecycleConfiguration(
                        request -> request.bucket(bucket).lifecycleConfiguration(all -> all.rules(rules))));
    }

    private void create(String bucket) {
        String resource = "bucket '" + bucket + "'";
        if (making.find(resource, PERMISSIONS, () -> s3.headBucket(request -> request.bucket(bucket)))
                .isPresent()) {
            return;
        }
        making.tell("bucket " + bucket);
        CreateBucketConfiguration location = region.equals(FIRST_REGION)
                ? null
                : CreateBucketConfiguration.builder()
                        .locationConstraint(BucketLocationConstraint.fromValue(region))
                        .build();
        making.call(
                resource,
                PERMISSIONS,
                () -> s3.createBucket(request -> request.bucket(bucket).createBucketConfiguration(location)));
    }

    private void configure(String bucket, Runnable calls) {
        making.call("bucket '" + bucket + "'", PERMISSIONS, () -> {
            calls.run();
            return bucket;
        });
    }
}
