package io.quadrille.cli;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.stage.DeploymentView;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.observer.runs.EventLog;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.runtime.EventArchive;
import java.time.Duration;

/** A deployment on an AWS endpoint, read. */
final class DeployedView implements View {
    private final AwsClients aws;
    private final DeploymentView deployed;
    private final Deployment deployment;
    private final String option;
    private final DeploymentOptions options;
    private final Terminal terminal;

    private DeployedView(AwsClients aws, DeploymentView deployed, DeploymentOptions options, Terminal terminal) {
        this.aws = aws;
        this.deployed = deployed;
        this.deployment = options.deployment();
        this.option = options.forReading();
        this.options = options;
        this.terminal = terminal;
    }

    /** @throws io.quadrille.handlers.ports.PermanentFailure if there is no such deployment, or it may not be read */
    static DeployedView open(DeploymentOptions options, Terminal terminal) {
        Pipeline pipeline = options.bindings().pipeline();
        Deployment deployment = options.deployment();
        AwsClients aws = AwsEndpoint.connect(options, terminal);
        try {
            return new DeployedView(aws, DeploymentView.open(aws, pipeline, deployment), options, terminal);
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    @Override
    public RunQueries queries(EventLog events) {
        return events == EventLog.NONE ? deployed.queries() : deployed.queries(events);
    }

    @Override
    public TableReader tables() {
        return deployed.tables();
    }

    @Override
    public SourceReader sourcesOf(String run, SourceObject source) {
        return deployed.sources();
    }

    @Override
    public String option() {
        return option;
    }

    @Override
    public ViewOperator operator(EventArchive archive) {
        return new DeployedOperator(options, terminal, aws, archive);
    }

    @Override
    public String place() {
        return "deployment " + deployment;
    }

    /** Each reading costs some thirty reads of the ledger. */
    @Override
    public Duration pollInterval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public String nothingYet() {
        return "Nothing was run in deployment '" + deployment + "' yet.";
    }

    @Override
    public String remedy() {
        return "Drop a file first, or name another deployment with --pipeline and --size.";
    }

    @Override
    public void close() {
        aws.close();
    }
}
