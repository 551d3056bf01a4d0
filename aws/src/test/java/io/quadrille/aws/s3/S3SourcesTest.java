package io.quadrille.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

final class S3SourcesTest {
    private static final String KEY = "in/März 1+2.csv";

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final String bucket = "landing-" + UUID.randomUUID();
        private final S3Client s3;
        private final S3Sources sources;

        OnAnEndpoint(AwsClients clients) {
            s3 = clients.s3();
            s3.createBucket(request -> request.bucket(bucket)
                    .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
            sources = new S3Sources(s3);
        }

        @Test
        void exactly_the_version_named_is_read_though_a_later_one_is_there() throws IOException {
            keepVersions();
            SourceObject first = versioned(put("first"));
            SourceObject second = versioned(put("second"));

            assertThat(read(first)).isEqualTo("first");
            assertThat(read(second)).isEqualTo("second");
        }

        @Test
        void a_version_outlives_a_delete_marker_and_not_its_own_deletion() throws IOException {
            keepVersions();
            SourceObject source = versioned(put("first"));
            s3.deleteObject(request -> request.bucket(bucket).key(KEY));
            assertThat(read(source)).isEqualTo("first");

            s3.deleteObject(request -> request.bucket(bucket).key(KEY).versionId(source.version()));
            assertThatThrownBy(() -> read(source))
                    .isInstanceOf(IOException.class)
                    .hasMessage("s3://" + bucket + "/" + KEY + " (version " + source.version()
                            + ") is gone: it was deleted. Drop the file again; that is a new run.");
        }

        @Test
        void without_versions_the_etag_pins_the_content() throws IOException {
            SourceObject first = tagged(put("first"));
            assertThat(read(first)).isEqualTo("first");

            put("second");
            assertThatThrownBy(() -> read(first))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was replaced by another content");
        }

        @Test
        void what_is_not_read_to_its_end_closes_all_the_same() throws IOException {
            SourceObject source = tagged(put("0123456789".repeat(100_000)));
            try (InputStream in = sources.open(source)) {
                assertThat(in.readNBytes(3)).isEqualTo("012".getBytes(UTF_8));
            }
            assertThat(read(source)).hasSize(1_000_000);
        }

        @Test
        void a_version_is_described_with_its_length_and_its_own_time() throws IOException {
            keepVersions();
            SourceObject first = versioned(put("first"));
            put("another");

            S3Sources.Described described = sources.describe(first);
            assertThat(described.source()).isEqualTo(new SourceObject(bucket, KEY, first.version(), 5));
            assertThat(described.modified()).isAfter(Instant.EPOCH);
        }

        @Test
        void what_is_gone_or_replaced_is_not_described() {
            SourceObject first = tagged(put("first"));
            put("second");
            assertThatThrownBy(() -> sources.describe(first))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was replaced by another content");

            s3.deleteObject(request -> request.bucket(bucket).key(KEY));
            assertThatThrownBy(() -> sources.describe(first))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is gone: it was deleted");
        }

        private void keepVersions() {
            s3.putBucketVersioning(request -> request.bucket(bucket)
                    .versioningConfiguration(settings -> settings.status(BucketVersioningStatus.ENABLED)));
        }

        private PutObjectResponse put(String content) {
            return s3.putObject(request -> request.bucket(bucket).key(KEY), RequestBody.fromString(content));
        }

        private SourceObject versioned(PutObjectResponse put) {
            return new SourceObject(bucket, KEY, put.versionId(), 0);
        }

        private SourceObject tagged(PutObjectResponse put) {
            return new SourceObject(bucket, KEY, put.eTag().replace("\"", ""), 0);
        }

        private String read(SourceObject source) throws IOException {
            try (InputStream in = sources.open(source)) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }

    @Test
    void a_denied_object_is_said_with_the_permissions_it_takes() throws IOException {
        assertThat(failure(403, "AccessDenied"))
                .isInstanceOf(IOException.class)
                .hasMessage("s3://landing/in.csv (version v1) may not be read (AccessDenied): this role needs"
                        + " s3:GetObject, s3:GetObjectVersion and s3:ListBucket, and kms:Decrypt on the bucket's key.");
    }

    @Test
    void a_key_that_cannot_be_used_is_said_to_be_one() throws IOException {
        assertThat(failure(400, "KMS.DisabledException"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is encrypted with a KMS key that cannot be used (KMS.DisabledException): the key"
                        + " must be enabled and this role needs kms:Decrypt on it.");
    }

    @Test
    void a_connection_that_breaks_is_fetched_on_from_where_it_broke() throws IOException {
        byte[] content = "0123456789".repeat(1000).getBytes(UTF_8);
        List<String> ranges = new CopyOnWriteArrayList<>();
        try (BreakingEndpoint endpoint = new BreakingEndpoint(content, 4000, ranges)) {
            InputStream in = endpoint.sources().open(new SourceObject("landing", "in.csv", "v1", 1));
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(ranges).containsExactly("", "bytes=4000-", "bytes=8000-");
    }

    @Test
    void a_connection_that_breaks_at_once_each_time_is_given_up_with_its_place() throws IOException {
        List<String> ranges = new CopyOnWriteArrayList<>();
        try (BreakingEndpoint endpoint = new BreakingEndpoint(new byte[10], 0, ranges)) {
            InputStream in = endpoint.sources().open(new SourceObject("landing", "in.csv", "v1", 1));
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://landing/in.csv (version v1) cannot be read beyond byte 0 of 10");
        }
        assertThat(ranges).hasSize(6);
    }

    @Test
    void an_archived_object_is_to_be_restored() throws IOException {
        assertThat(failure(403, "InvalidObjectState"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is archived. Restore it, then start the run again.");
    }

    @Test
    void an_outage_is_retryable_and_names_the_object() throws IOException {
        assertThat(failure(503, "SlowDown"))
                .isInstanceOf(RetryableFailure.class)
                .hasMessage("Opening s3://landing/in.csv (version v1) failed for now (SlowDown)");
    }

    private static Throwable failure(int status, String code) throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failingXml(status, code)) {
            S3Sources sources = new S3Sources(endpoint.clients().s3());
            return catchThrowable(() -> sources.open(new SourceObject("landing", "in.csv", "v1", 1)));
        }
    }
}
