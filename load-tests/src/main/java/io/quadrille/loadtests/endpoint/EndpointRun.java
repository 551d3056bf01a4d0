package io.quadrille.loadtests.endpoint;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.provision.Provision;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.aws.task.WholeDeployment;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Landing;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.sync.RequestBody;

/** A deployment of the customers on an endpoint that is not Amazon's, worked by this process for one dropped file. */
public final class EndpointRun {
    private static final long MOST_MINUTES = 10;
    private static final String REGION = "us-east-1";

    private EndpointRun() {}

    /**
     * What a run took.
     *
     * @param calls by service and operation; those of making the deployment are not among them
     */
    public record Taken(RunReport report, double seconds, Map<String, Long> calls) {}

    /** @throws IOException if the run does not end as complete */
    public static Taken of(URI endpoint, Path file) throws IOException, InterruptedException {
        CallCounter counter = new CallCounter();
        Bindings bindings = new CustomerPipeline().bindings();
        Deployment deployment = Deployment.of(
                bindings.pipeline(), "m" + UUID.randomUUID().toString().substring(0, 6));
        CompletableFuture<RunReport> ended = new CompletableFuture<>();
        StopSignal stop = StopSignal.whenAsked();
        try (AwsClients plain = AwsClients.fromEnvironment(environment(endpoint))) {
            AwsClients aws = plain.seenBy(counter);
            Provision.Made made = new Provision(aws, bindings.pipeline(), deployment).run(resource -> {});
            Map<String, String> settings = Map.of();
            try (AwsPipeline pipeline =
                            AwsPipeline.of(aws, Settings.of(settings, deployment, aws), bindings, StepMeter.NONE);
                    WholeDeployment whole = new WholeDeployment(pipeline, report -> {
                        if (report.status() != RunStatus.RUNNING) {
                            ended.complete(report);
                        }
                    })) {
                counter.clear();
                Thread work = new Thread(() -> whole.runForever(stop), "endpoint-run");
                work.start();
                long begun = System.nanoTime();
                aws.s3()
                        .putObject(
                                request -> request.bucket(made.landingBucket())
                                        .key(Landing.DEFAULT.prefix() + file.getFileName()),
                                RequestBody.fromFile(file));
                try {
                    RunReport report = ended.get(MOST_MINUTES, TimeUnit.MINUTES);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    return new Taken(complete(report), seconds, counter.calls());
                } catch (ExecutionException | TimeoutException e) {
                    throw new IOException("the run on " + endpoint + " did not end in " + MOST_MINUTES + " minutes", e);
                } finally {
                    stop.ask();
                    work.join();
                }
            }
        }
    }

    private static RunReport complete(RunReport report) throws IOException {
        if (report.status() != RunStatus.COMPLETE || !report.balanced()) {
            throw new IOException("run " + report.run() + " ended as " + report.status());
        }
        return report;
    }

    /** The caller's own where there is one; the credentials are any. */
    private static Map<String, String> environment(URI endpoint) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test"));
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        return environment;
    }
}
