package io.quadrille.aws.stage;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.AwsFailures;
import io.quadrille.aws.ledger.DynamoDbLedger;
import io.quadrille.aws.ledger.LedgerTable;
import io.quadrille.aws.s3.S3Sources;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.tables.DynamoDbTableReader;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.HandlerSettings;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.observer.runs.EventLog;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.runtime.SourceLines;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** A deployment to look at: its runs, its tables and the files they came from. Changes nothing. Thread safe. */
public final class DeploymentView {
    private final AwsClients aws;
    private final Deployment deployment;
    private final Pipeline pipeline;

    private DeploymentView(AwsClients aws, Deployment deployment, Pipeline pipeline) {
        this.aws = aws;
        this.deployment = deployment;
        this.pipeline = pipeline;
    }

    /**
     * Opens a deployment for reading.
     *
     * @throws NoDeployment if it has no ledger there
     * @throws io.quadrille.aws.NotSetUp if there are no credentials, or they do not allow to read the ledger
     * @throws io.quadrille.handlers.ports.RetryableFailure if DynamoDB does not answer
     */
    public static DeploymentView open(AwsClients aws, Pipeline pipeline, Deployment deployment) {
        aws.requireCredentials();
        try {
            aws.dynamoDb().describeTable(request -> request.tableName(deployment.ledger()));
        } catch (ResourceNotFoundException e) {
            throw new NoDeployment(
                    "There is no deployment '" + deployment + "' in region " + aws.region()
                            + aws.endpoint().map(url -> " at " + url).orElse(" of these credentials' account")
                            + ": its ledger, the DynamoDB table '" + deployment.ledger() + "', is missing. "
                            + (aws.endpoint().isPresent()
                                    ? "'quadrille dev' sets one up there."
                                    : "Deploy it, or name another pipeline, size or region."),
                    e);
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Looking for ledger '" + deployment.ledger() + "'",
                    e,
                    "These credentials need dynamodb:DescribeTable, dynamodb:GetItem and dynamodb:Query on that"
                            + " DynamoDB table.");
        }
        return new DeploymentView(aws, deployment, pipeline);
    }

    /**
     * The deployment that an entry point's environment names, whose pipeline is packaged with it.
     *
     * @throws io.quadrille.aws.NotSetUp naming what is missing
     */
    public static DeploymentView ofEnvironment(Map<String, String> environment) {
        Deployment deployment = Settings.deployment(environment);
        Pipeline pipeline = Apps.require(deployment.pipeline(), HandlerSettings.ofEnvironment(environment))
                .pipeline();
        return open(AwsClients.fromEnvironment(environment), pipeline, deployment);
    }

    public Deployment deployment() {
        return deployment;
    }

    /** Answers that also read the dropped files again; what an archive keeps can be replayed, not read. */
    public RunQueries queries() {
        return queries(
                (run, chunk) -> new EventLog.Reading(
                        List.of(),
                        "An archive of EventBridge can be replayed, but not read, so only the ledger tells of the run's events."));
    }

    /** @param events where events were kept */
    public RunQueries queries(EventLog events) {
        return new LedgerQueries(
                new DynamoDbLedger(aws.dynamoDb(), new LedgerTable(deployment.ledger()), new SecureRandom()),
                new SourceLines(sources(), start -> Optional.of(pipeline)
                        .filter(known -> known.name().equals(start.run().pipeline()))),
                events);
    }

    public TableReader tables() {
        return new DynamoDbTableReader(aws.dynamoDb(), deployment.tablePrefix(), pipeline);
    }

    /** The dropped files, each in the version of its run. */
    public SourceReader sources() {
        return new S3Sources(aws.s3());
    }
}
