package io.quadrille.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;

final class S3BlobStoreTest {
    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final String bucket = "blobs-" + UUID.randomUUID();
        private final S3Client s3;
        private final BlobStore store;

        OnAnEndpoint(AwsClients clients) {
            s3 = clients.s3();
            s3.createBucket(request -> request.bucket(bucket)
                    .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
            store = new S3BlobStore(s3, bucket);
        }

        @Test
        void a_blob_is_found_as_it_was_put_last() {
            store.put("claims/run-1/7", new byte[] {0, 1, -1});
            assertThat(store.find("claims/run-1/7")).hasValue(new byte[] {0, 1, -1});
            store.put("claims/run-1/7", new byte[0]);
            assertThat(store.find("claims/run-1/7")).hasValue(new byte[0]);
            assertThat(store.find("claims/run-1")).isEmpty();
            assertThat(store.find("claims/run-1/8")).isEmpty();
        }

        @Test
        void all_blobs_of_a_prefix_are_removed_and_no_other() {
            List<String> keys = List.of("claims/a", "claims/a/1", "claims/ab", "claims/b/1", "dead/a", "claims/a/2/3");
            keys.forEach(key -> store.put(key, key.getBytes(UTF_8)));
            store.removeAll("claims/a/");
            assertThat(keys)
                    .filteredOn(key -> store.find(key).isPresent())
                    .containsExactly("claims/a", "claims/ab", "claims/b/1", "dead/a");
            store.removeAll("nothing/of/this");
            store.removeAll("");
            assertThat(keys).filteredOn(key -> store.find(key).isPresent()).isEmpty();
        }

        @Test
        void more_blobs_than_one_page_and_one_call_are_removed() {
            for (int i = 0; i < 1003; i++) {
                store.put("many/" + i, new byte[0]);
            }
            store.removeAll("many/");
            assertThat(s3.listObjectsV2(request -> request.bucket(bucket)).keyCount())
                    .isZero();
        }

        @Test
        void a_missing_bucket_is_named_with_its_permissions() {
            BlobStore nowhere = new S3BlobStore(s3, "nowhere-" + bucket);
            assertThatThrownBy(() -> nowhere.put("a", new byte[0]))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessage("Writing blob 'a' in bucket 'nowhere-" + bucket + "' was refused (NoSuchBucket). The"
                            + " bucket must exist, and this role needs s3:PutObject on it (and its key).");
            assertThatThrownBy(() -> nowhere.find("a")).isInstanceOf(NotSetUp.class);
            assertThatThrownBy(() -> nowhere.removeAll("a")).isInstanceOf(NotSetUp.class);
        }
    }

    @Test
    void an_outage_is_retryable_in_every_call() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failingXml(503, "SlowDown")) {
            BlobStore store = new S3BlobStore(endpoint.clients().s3(), "blobs");
            assertThatThrownBy(() -> store.put("a", new byte[1])).isInstanceOf(RetryableFailure.class);
            assertThatThrownBy(() -> store.find("a")).isInstanceOf(RetryableFailure.class);
            assertThatThrownBy(() -> store.removeAll("a")).isInstanceOf(RetryableFailure.class);
        }
    }

    @Test
    void a_denied_blob_is_not_taken_for_a_missing_one() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failingXml(403, "AccessDenied")) {
            BlobStore store = new S3BlobStore(endpoint.clients().s3(), "blobs");
            assertThatThrownBy(() -> store.find("a"))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("s3:GetObject and s3:ListBucket");
        }
    }
}
