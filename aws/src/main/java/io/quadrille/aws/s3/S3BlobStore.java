package io.quadrille.aws.s3;

import io.quadrille.aws.AwsFailures;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Blobs as objects of one S3 bucket, under their own keys. Thread safe.
 *
 * <p>In a versioned bucket a removal leaves the old versions to the bucket's lifecycle rule.
 */
public final class S3BlobStore implements BlobStore {
    /** The most keys of one DeleteObjects call (Amazon S3 API reference). */
    private static final int MOST_DELETED = 1000;

    private final S3Client s3;
    private final String bucket;

    public S3BlobStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void put(String key, byte[] bytes) {
        try {
            s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw failure("Writing blob", key, e, "s3:PutObject");
        }
    }

    @Override
    public Optional<byte[]> find(String key) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            // Without s3:ListBucket, S3 answers 403 for an object that is not there.
            throw failure("Reading blob", key, e, "s3:GetObject and s3:ListBucket");
        }
    }

    @Override
    public void removeAll(String prefix) {
        try {
            List<ObjectIdentifier> found = new ArrayList<>(MOST_DELETED);
            for (S3Object object : s3.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix))
                    .contents()) {
                found.add(ObjectIdentifier.builder().key(object.key()).build());
                if (found.size() == MOST_DELETED) {
                    remove(found);
                    found.clear();
                }
            }
            remove(found);
        } catch (SdkException e) {
            throw failure("Removing blobs", prefix, e, "s3:ListBucket and s3:DeleteObject");
        }
    }

    private void remove(List<ObjectIdentifier> objects) {
        if (objects.isEmpty()) {
            return;
        }
        List<ObjectIdentifier> batch = List.copyOf(objects);
        DeleteObjectsResponse response = s3.deleteObjects(request ->
                request.bucket(bucket).delete(keys -> keys.objects(batch).quiet(true)));
        if (!response.errors().isEmpty()) {
            throw new RetryableFailure(
                    "S3 left " + response.errors().size() + " of " + batch.size() + " blobs of bucket '"
                            + bucket + "', '" + response.errors().get(0).key() + "' for "
                            + response.errors().get(0).code());
        }
    }

    private RuntimeException failure(String done, String key, SdkException e, String permissions) {
        return AwsFailures.of(
                done + " '" + key + "' in bucket '" + bucket + "'",
                e,
                "The bucket must exist, and this role needs " + permissions + " on it (and its key).");
    }
}
