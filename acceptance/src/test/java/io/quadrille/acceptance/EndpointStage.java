package io.quadrille.acceptance;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.provision.Provision;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.aws.stage.DeploymentView;
import io.quadrille.aws.task.WholeDeployment;
import io.quadrille.contracts.endpoint.AwsEndpoint;
import io.quadrille.events.EventIds;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Landing;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.handlers.tables.TableCsv;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A deployment of its own on an AWS endpoint, made and worked as {@code quadrille dev} does it. */
final class EndpointStage implements Stage {
    private final Pipeline definition;
    private final Deployment deployment;
    private final AwsClients aws;
    private final Provision.Made made;
    private final AwsPipeline pipeline;
    private final WholeDeployment whole;
    private final StopSignal stop = StopSignal.whenAsked();
    private final Map<String, CompletableFuture<RunReport>> ends = new ConcurrentHashMap<>();
    private final Thread work;

    /** Makes what the deployment needs; nothing is done there yet. @param settings by their variables */
    EndpointStage(URI endpoint, Bindings bindings, Map<String, String> settings) {
        this.definition = bindings.pipeline();
        this.deployment =
                Deployment.of(definition, "t" + UUID.randomUUID().toString().substring(0, 6));
        this.aws = AwsClients.fromEnvironment(AwsEndpoint.environment(endpoint));
        this.made = new Provision(aws, definition, deployment).run(resource -> {});
        this.pipeline = AwsPipeline.of(aws, Settings.of(settings, deployment, aws), bindings, StepMeter.NONE);
        this.whole = new WholeDeployment(pipeline, this::heard);
        this.work = new Thread(() -> whole.runForever(stop), "endpoint-stage");
    }

    /** Does all of its work from here on. */
    EndpointStage working() {
        work.start();
        return this;
    }

    /** Does what one part finds to do now. @return how many messages were handled */
    int workOnce(String part) {
        return whole.runOnce(part, stop);
    }

    private void heard(RunReport report) {
        if (report.status() != RunStatus.RUNNING) {
            endOf(report.run().run()).complete(report);
        }
    }

    private CompletableFuture<RunReport> endOf(String run) {
        return ends.computeIfAbsent(run, absent -> new CompletableFuture<>());
    }

    @Override
    public RunReport run(Path file) throws Exception {
        return ended(drop(Landing.DEFAULT.prefix() + file.getFileName(), RequestBody.fromFile(file)));
    }

    /** Waits until the run has ended. */
    RunReport ended(SourceObject dropped) throws Exception {
        return endOf(EventIds.run(dropped, definition.digest())).get(2, TimeUnit.MINUTES);
    }

    /** Puts an object in the landing bucket. */
    SourceObject drop(String key, RequestBody content) {
        PutObjectResponse put = aws.s3()
                .putObject(request -> request.bucket(made.landingBucket()).key(key), content);
        return new SourceObject(
                made.landingBucket(),
                key,
                put.versionId(),
                content.optionalContentLength().orElseThrow());
    }

    @Override
    public RunQueries queries() {
        return view().queries();
    }

    @Override
    public String table(String name) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        view().tables().read(name, new TableCsv(csv));
        return csv.toString(StandardCharsets.UTF_8);
    }

    private DeploymentView view() {
        return DeploymentView.open(aws, definition, deployment);
    }

    Deployment deployment() {
        return deployment;
    }

    AwsClients aws() {
        return aws;
    }

    Provision.Made made() {
        return made;
    }

    /** Tells it to stop; the polls under way end later. */
    @Override
    public void close() {
        stop.ask();
    }

    /** Waits for the end of what was under way. */
    void join() throws InterruptedException {
        stop.ask();
        work.join();
        whole.close();
        pipeline.close();
        aws.close();
    }
}
