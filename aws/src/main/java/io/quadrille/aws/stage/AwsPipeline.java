package io.quadrille.aws.stage;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.eventbridge.EventBridgeBus;
import io.quadrille.aws.kms.KmsKeyService;
import io.quadrille.aws.ledger.DynamoDbLedger;
import io.quadrille.aws.ledger.DynamoDbRunRegistry;
import io.quadrille.aws.ledger.LedgerTable;
import io.quadrille.aws.s3.S3BlobStore;
import io.quadrille.aws.s3.S3Sources;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.tables.DynamoDbRecordTable;
import io.quadrille.events.FactKind;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RunRegistry;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.runtime.PipelineRuntime;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.Surroundings;
import io.quadrille.runtime.ThreadScheduler;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * A pipeline put together on one deployment's resources: what every entry point on AWS begins with. Making it asks for
 * settings and whether the bus is there; nothing else is called before it is used. Thread safe.
 *
 * <pre>{@code
 * Deployment deployment = Settings.deployment(System.getenv());
 * AwsClients aws = AwsClients.fromEnvironment(System.getenv());
 * AwsPipeline pipeline = AwsPipeline.open(aws, Settings.of(System.getenv(), deployment, aws), StepMeter.NONE);
 * Delivery.Consumer transform = pipeline.runtime().step("transform");
 * }</pre>
 */
public final class AwsPipeline implements AutoCloseable {
    /** Extracts that run at once; a scheduler's threads begin with its first task. */
    private static final int EXTRACTS = 2;

    private final AwsClients aws;
    private final Settings settings;
    private final LazyPort<RecordTable, DynamoDbRecordTable> tables;
    private final ThreadScheduler scheduler = new ThreadScheduler(EXTRACTS);
    private final PipelineRuntime runtime;

    private AwsPipeline(AwsClients aws, Settings settings, Bindings bindings, StepMeter meter) {
        Deployment deployment = settings.deployment();
        this.aws = aws;
        this.settings = settings;
        this.tables = LazyPort.closing(
                RecordTable.class,
                () -> new DynamoDbRecordTable(aws.dynamoDb(), deployment.tablePrefix(), (int)
                        settings.requireNumber(Setting.TABLE_CONCURRENCY)),
                DynamoDbRecordTable::close);
        EventBridgeBus bus = new EventBridgeBus(aws.eventBridge(), deployment.bus(), EventBridgeBus.MAX_ENTRY_BYTES);
        bus.requireBus(eventTypes(bindings));
        LedgerTable ledger = new LedgerTable(deployment.ledger());
        String blobs = settings.require(Setting.BLOBS_BUCKET);
        SecureRandom random = new SecureRandom(); // any other repeats itself in each copy of a snapshot
        this.runtime = new PipelineRuntime(
                bindings,
                new Ports(
                        LazyPort.of(SourceReader.class, () -> new S3Sources(aws.s3())),
                        tables.port(),
                        LazyPort.of(LedgerStore.class, () -> new DynamoDbLedger(aws.dynamoDb(), ledger, random)),
                        LazyPort.of(RunRegistry.class, () -> new DynamoDbRunRegistry(aws.dynamoDb(), ledger)),
                        LazyPort.of(BlobStore.class, () -> new S3BlobStore(aws.s3(), blobs)),
                        LazyPort.of(KeyService.class, () -> new KmsKeyService(aws.kms(), deployment.keyAlias()))),
                new Surroundings(
                        bus,
                        (int) settings.requireNumber(Setting.MAX_EVENT_BYTES),
                        scheduler,
                        InstantSource.system(),
                        BackOff.deployed(random),
                        meter));
    }

    /**
     * The deployment's pipeline, found by its name among those in the package.
     *
     * @throws io.quadrille.aws.NotSetUp naming what is missing: the pipeline, a setting, the bus or a permission
     * @throws io.quadrille.handlers.ports.RetryableFailure if AWS does not answer
     */
    public static AwsPipeline open(AwsClients aws, Settings settings, StepMeter meter) {
        return of(aws, settings, Apps.require(settings.deployment().pipeline(), settings.ofHandlers()), meter);
    }

    /** A deployment of these bindings' pipeline. @throws io.quadrille.aws.NotSetUp as {@link #open} does */
    public static AwsPipeline of(AwsClients aws, Settings settings, Bindings bindings, StepMeter meter) {
        return new AwsPipeline(aws, settings, bindings, meter);
    }

    private static Collection<String> eventTypes(Bindings bindings) {
        return Stream.concat(
                        bindings.pipeline().recordTypes().stream().map(RecordType::name),
                        Arrays.stream(FactKind.values()).map(FactKind::type))
                .toList();
    }

    public Deployment deployment() {
        return settings.deployment();
    }

    public Settings settings() {
        return settings;
    }

    public AwsClients clients() {
        return aws;
    }

    /** Where extracts run, and what else waits. */
    public Scheduler scheduler() {
        return scheduler;
    }

    public PipelineRuntime runtime() {
        return runtime;
    }

    /** Ends its threads, and what was scheduled on them; the clients are whose they were. */
    @Override
    public void close() {
        scheduler.close();
        tables.close();
    }
}
