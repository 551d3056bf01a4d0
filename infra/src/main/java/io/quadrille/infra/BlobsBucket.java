package io.quadrille.infra;

import io.quadrille.events.deployment.Retention;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/**
 * Claim checks and dead messages. Its lifecycle rules outlive every place from which an event that refers to them may
 * come back. It outlives the stack, as dead messages are all that is left of some records.
 */
final class BlobsBucket extends Construct {
    /** As the engine writes them. */
    private static final String CLAIMS = "claims/";

    /** As the recorder of dead letters writes them. */
    private static final String DEAD_LETTERS = "deadletters/";

    private final Bucket bucket;

    BlobsBucket(Construct scope, DeploymentKey key, Retention retention) {
        super(scope, "Blobs");
        bucket = Bucket.Builder.create(this, "Bucket")
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key.key())
                .bucketKeyEnabled(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .removalPolicy(RemovalPolicy.RETAIN)
                .lifecycleRules(List.of(
                        expiring("claim-checks", CLAIMS, retention),
                        expiring("dead-letters", DEAD_LETTERS, retention),
                        LifecycleRule.builder()
                                .id("broken-uploads")
                                .abortIncompleteMultipartUploadAfter(Duration.days(7))
                                .build()))
                .build();
        Findings.accept(
                bucket,
                "AwsSolutions-S1",
                "Only this deployment's roles write here; CloudTrail's data events tell of others where an account"
                        + " wants it.");
    }

    /** A dead message is what a redrive sends again, with claim checks of its own: both go on the same day. */
    private static LifecycleRule expiring(String id, String prefix, Retention retention) {
        return LifecycleRule.builder()
                .id(id)
                .prefix(prefix)
                .expiration(Duration.days(retention.claimChecks().toDays()))
                .build();
    }

    Bucket bucket() {
        return bucket;
    }

    String name() {
        return bucket.getBucketName();
    }

    /** To leave claim checks. */
    void grantLeave(EntryRole role) {
        allow(role, Wildcard.CLAIM_CHECKS, List.of("s3:PutObject"), CLAIMS);
    }

    /** To fetch claim checks. */
    void grantFetch(EntryRole role) {
        allow(role, Wildcard.CLAIM_CHECKS, List.of("s3:GetObject"), CLAIMS);
        grantList(role, CLAIMS);
    }

    /** To keep whole messages before they are named dead. */
    void grantDeadLetters(EntryRole role) {
        allow(role, Wildcard.DEAD_MESSAGES, List.of("s3:PutObject"), DEAD_LETTERS);
    }

    /** To read whole messages that were kept, so as to send them again. */
    void grantRedrive(EntryRole role) {
        allow(role, Wildcard.DEAD_MESSAGES, List.of("s3:GetObject"), DEAD_LETTERS);
        grantList(role, DEAD_LETTERS);
    }

    private void allow(EntryRole role, Wildcard wildcard, List<String> actions, String prefix) {
        role.allow(wildcard, actions, Map.of(), bucket.arnForObjects(prefix + "*"));
    }

    /** Without listing, S3 says 403 of an object that is not there; a request for an object has no prefix. */
    private void grantList(EntryRole role, String prefix) {
        role.allow(
                List.of("s3:ListBucket"),
                Map.of("StringLikeIfExists", Map.of("s3:prefix", prefix + "*")),
                bucket.getBucketArn());
    }
}
