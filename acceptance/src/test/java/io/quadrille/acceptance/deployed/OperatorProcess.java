package io.quadrille.acceptance.deployed;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.aws.stage.DeploymentView;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.HandlerSettings;
import io.quadrille.handlers.PipelineApp;
import io.quadrille.handlers.extract.Credit;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.EventArchive;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** What {@code quadrille serve --aws} does for people who mend runs, in a process of its own beside the package. */
final class OperatorProcess {
    private OperatorProcess() {}

    /** Retries every run that has rejects, and redrives every one that has dead letters; a line for each. */
    public static void main(String... arguments) {
        Map<String, String> environment = System.getenv();
        Deployment deployment = Settings.deployment(environment);
        Bindings bindings = ServiceLoader.load(PipelineApp.class).stream()
                .map(app -> app.get().bindings(HandlerSettings.ofEnvironment(environment)))
                .filter(bound -> bound.pipeline().name().equals(deployment.pipeline()))
                .findFirst()
                .orElseThrow();
        Pipeline pipeline = bindings.pipeline();
        try (AwsClients aws = AwsClients.fromEnvironment(environment)) {
            RunQueries queries = DeploymentView.open(aws, pipeline, deployment).queries();
            Settings settings = Settings.of(environment, deployment, aws);
            try (AwsPipeline deployed = AwsPipeline.of(aws, settings, bindings, StepMeter.NONE)) {
                Operator operator = deployed.runtime().operator(Credit.UNLIMITED, EventArchive.NONE);
                queries.runs(RunFilter.ofStatus(RunStatus.RUNNING), Optional.empty(), 10);
                for (RunReport report :
                        queries.runs(RunFilter.ALL, Optional.empty(), 10).items()) {
                    if (report.source() == null) {
                        continue; // known by a dead letter alone
                    }
                    queries.findJourney(report.run(), 2);
                    carryOut(operator, AmendmentRequest.retry(report.run(), null));
                    carryOut(operator, AmendmentRequest.redrive(report.run()));
                }
            }
        }
    }

    private static void carryOut(Operator operator, AmendmentRequest request) {
        if (!operator.plan(request).isEmpty()) {
            AmendmentReceipt receipt =
                    operator.carryOut(request, "once-" + request.action()).join();
            System.out.println(request.action() + " " + receipt.records());
        }
    }
}
