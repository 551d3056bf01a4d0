package io.quadrille.aws.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.MemoryStage;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.s3.S3Arrival;
import io.quadrille.aws.s3.S3Sources;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.Landing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

@ExtendWith(EndpointClients.class)
final class LandingSweepTest {
    private final String bucket = "landing-" + UUID.randomUUID();
    private final S3Client s3;
    private final MemoryStage stage;
    private final List<S3Arrival> told = new ArrayList<>();

    LandingSweepTest(AwsClients clients) {
        s3 = clients.s3();
        s3.createBucket(request ->
                request.bucket(bucket).createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
        stage = new MemoryStage(new S3Sources(s3));
        stage.setNow(Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void an_object_without_a_run_is_told_until_it_has_one() {
        SourceObject source = put("landing/März 1+2.csv");

        assertThat(sweep()).containsExactly(source);
        assertThat(sweep()).containsExactly(source);
        assertThat(told).containsOnly(new S3Arrival(source, null));

        Arrivals arrivals =
                new Arrivals(stage.runtime(), new S3Sources(s3), Landing.DEFAULT, Arrivals.Placement.IN_PLACE);
        arrivals.take(told.get(0), StopSignal.whenAsked());
        assertThat(sweep()).isEmpty();
    }

    @Test
    void of_several_versions_the_latest_counts_and_of_deleted_ones_none() {
        s3.putBucketVersioning(request -> request.bucket(bucket)
                .versioningConfiguration(settings -> settings.status(BucketVersioningStatus.ENABLED)));
        put("landing/a.csv");
        SourceObject second = put("landing/a.csv");
        put("landing/b.csv");
        s3.deleteObject(request -> request.bucket(bucket).key("landing/b.csv"));

        assertThat(sweep()).containsExactly(second);
    }

    @Test
    void what_is_too_young_too_old_or_not_of_the_landing_is_left() {
        put("landing/a.csv");
        put("landing/a.txt");
        put("elsewhere/a.csv");

        stage.setNow(Instant.now().plus(Duration.ofMinutes(9)));
        assertThat(sweep()).isEmpty();
        stage.setNow(Instant.now().plus(Duration.ofDays(7)).plus(Duration.ofMinutes(1)));
        assertThat(sweep()).isEmpty();
        stage.setNow(Instant.now().plus(Duration.ofHours(1)));
        assertThat(sweep()).hasSize(1);
    }

    @Test
    void a_run_that_failed_before_it_was_registered_is_not_told_again() {
        SourceObject source = put("landing/a.csv");
        RunKey run = stage.runtime().keyOf(source, false);
        stage.runtime().announce(new Fact.RunFailed(run, "denied"), stage.now());
        stage.deliverAll();

        assertThat(sweep()).isEmpty();
    }

    @Test
    void what_ran_under_another_definition_is_not_run_again() {
        SourceObject source = put("landing/a.csv");
        stage.runtime()
                .announce(
                        new Fact.RunStarted(
                                new RunKey("readings", "anotherdigestsrun", 1),
                                source,
                                stage.now(),
                                "another",
                                MemoryStage.PIPELINE.graph()),
                        stage.now());
        stage.deliverAll();

        assertThat(sweep()).isEmpty();
    }

    @Test
    void a_bucket_that_is_missing_is_named_with_the_permission() {
        LandingSweep nowhere = new LandingSweep(stage.runtime(), s3, "nowhere-" + bucket, Landing.DEFAULT, told::add);

        assertThatThrownBy(nowhere::sweep)
                .isInstanceOf(NotSetUp.class)
                .hasMessageContaining("nowhere-" + bucket)
                .hasMessageContaining("s3:ListBucketVersions");
    }

    private List<SourceObject> sweep() {
        return new LandingSweep(stage.runtime(), s3, bucket, Landing.DEFAULT, told::add).sweep();
    }

    private SourceObject put(String key) {
        String content = MemoryStage.file(2);
        var put = s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
        return new SourceObject(
                bucket,
                key,
                put.versionId() == null ? put.eTag().replace("\"", "") : put.versionId(),
                content.length());
    }
}
