package io.quadrille.aws;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The one place that builds AWS clients: one region, one HTTP client, one way to retry (three tries with jitter; what
 * fails beyond that goes back to its queue). Each client is made when it is first asked for, and then once. Thread safe;
 * closing it ends the connections of all its clients.
 *
 * <pre>{@code
 * try (AwsClients aws = AwsClients.fromEnvironment(System.getenv())) {
 *     RecordTable tables = new DynamoDbRecordTable(aws.dynamoDb(), "prod-", 16);
 * }
 * }</pre>
 */
public final class AwsClients implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    /** How a function's environment is started ("Defined runtime environment variables", AWS Lambda developer guide). */
    private static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
    /** Ways to start that no event waits for. */
    private static final Set<String> STARTED_AHEAD = Set.of("snap-start", "provisioned-concurrency");

    private final Region region;
    private final @Nullable URI endpoint;
    private final AwsCredentialsProvider credentials;
    private final List<ExecutionInterceptor> interceptors;
    private final SdkHttpClient http;
    private final Map<Class<?>, SdkClient> made = new HashMap<>();

    private AwsClients(
            Region region,
            @Nullable URI endpoint,
            AwsCredentialsProvider credentials,
            List<ExecutionInterceptor> interceptors,
            SdkHttpClient http) {
        this.region = region;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.interceptors = List.copyOf(interceptors);
        this.http = http;
    }

    /**
     * Clients as the environment says: AWS_REGION or AWS_DEFAULT_REGION, AWS_ENDPOINT_URL if another endpoint than
     * Amazon's is to answer, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN); credentials that it
     * does not give come from where the SDK looks for them. Where no event waits for the start, a snapshot's for one, the
     * clients that steps call are made at once, so that none waits for them later.
     *
     * @throws IllegalArgumentException if it names no region
     */
    public static AwsClients fromEnvironment(Map<String, String> environment) {
        String region = environment.getOrDefault("AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", ""));
        if (region.isBlank()) {
            throw new IllegalArgumentException("No AWS region: set AWS_REGION, for example to eu-central-1.");
        }
        String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", "");
        AwsClients clients = new AwsClients(
                Region.of(region),
                endpoint.isBlank() ? null : URI.create(endpoint),
                credentials(environment),
                List.of(),
                connections());
        if (STARTED_AHEAD.contains(environment.getOrDefault(INITIALIZATION_TYPE, ""))) {
            clients.makeThoseOfSteps();
        }
        return clients;
    }

    private static AwsCredentialsProvider credentials(Map<String, String> environment) {
        String key = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        if (key.isBlank() || secret.isBlank()) {
            return DefaultCredentialsProvider.builder().build();
        }
        String token = environment.getOrDefault("AWS_SESSION_TOKEN", "");
        return StaticCredentialsProvider.create(
                token.isBlank()
                        ? AwsBasicCredentials.create(key, secret)
                        : AwsSessionCredentials.create(key, secret, token));
    }

    /** Clients of one endpoint that answers for every service. */
    public static AwsClients at(URI endpoint, String region, AwsCredentialsProvider credentials) {
        return new AwsClients(Region.of(region), endpoint, credentials, List.of(), connections());
    }

    /** Clients of the same endpoint, on the same connections, whose calls the interceptor sees. Close either. */
    public AwsClients seenBy(ExecutionInterceptor interceptor) {
        List<ExecutionInterceptor> all = new ArrayList<>(interceptors);
        all.add(interceptor);
        return new AwsClients(region, endpoint, credentials, all, http);
    }

    private static SdkHttpClient connections() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(READ_TIMEOUT)
                .build();
    }

    public DynamoDbClient dynamoDb() {
        return once(
                DynamoDbClient.class,
                () -> configured(DynamoDbClient.builder().httpClient(http)).build());
    }

    /** Buckets stand in the path of another endpoint than Amazon's, for such a one seldom has a name per bucket. */
    public S3Client s3() {
        return once(S3Client.class, () -> configured(
                        S3Client.builder().httpClient(http).forcePathStyle(endpoint != null))
                .build());
    }

    public KmsClient kms() {
        return once(KmsClient.class, () -> configured(KmsClient.builder().httpClient(http))
                .build());
    }

    public EventBridgeClient eventBridge() {
        return once(
                EventBridgeClient.class,
                () -> configured(EventBridgeClient.builder().httpClient(http)).build());
    }

    public SqsClient sqs() {
        return once(SqsClient.class, () -> configured(SqsClient.builder().httpClient(http))
                .build());
    }

    public SsmClient ssm() {
        return once(SsmClient.class, () -> configured(SsmClient.builder().httpClient(http))
                .build());
    }

    public SecretsManagerClient secretsManager() {
        return once(SecretsManagerClient.class, () -> configured(
                        SecretsManagerClient.builder().httpClient(http))
                .build());
    }

    public EcsClient ecs() {
        return once(EcsClient.class, () -> configured(EcsClient.builder().httpClient(http))
                .build());
    }

    private void makeThoseOfSteps() {
        eventBridge();
        dynamoDb();
        s3();
        kms();
    }

    /** The clients that were made so far. */
    Set<Class<?>> made() {
        synchronized (made) {
            return Set.copyOf(made.keySet());
        }
    }

    private <C extends SdkClient> C once(Class<C> type, Supplier<C> client) {
        synchronized (made) {
            return type.cast(made.computeIfAbsent(type, absent -> client.get()));
        }
    }

    /** The endpoint that answers for every service; empty for Amazon's own. */
    public Optional<URI> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    public String region() {
        return region.id();
    }

    /** @throws NotSetUp if there are no credentials where the SDK looks for them */
    public void requireCredentials() {
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException e) {
            throw new NotSetUp(
                    "There are no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                            + " ('aws sts get-caller-identity' shows whose are found).",
                    e);
        }
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
        builder.region(region).credentialsProvider(credentials).overrideConfiguration(overrides -> overrides
                .retryStrategy(RetryMode.STANDARD)
                .executionInterceptors(interceptors));
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    @Override
    public void close() {
        http.close();
    }
}
