package io.quadrille.aws.provision;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.ledger.LedgerTable;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Landing;
import io.quadrille.events.deployment.Retention;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Makes what a deployment needs on an endpoint: key, bus, queues, rules, tables and buckets. What is there is left, or
 * made what it is to be, so that it may be done any number of times and goes on where it was broken off. Amazon's own
 * endpoints are refused: there the deployment is a template, with roles and alarms.
 *
 * <pre>{@code
 * Provision.Made made = new Provision(aws, CUSTOMERS, Deployment.of(CUSTOMERS, "dev")).run(System.err::println);
 * made.landingBucket(); // customers-dev-landing-123456789012
 * }</pre>
 */
public final class Provision {
    /** Names of Amazon's endpoints, those of China and of both address families among them. */
    private static final Pattern AMAZON = Pattern.compile("(.+\\.)?(amazonaws\\.com(\\.cn)?|api\\.aws)\\.?");

    /** Longer than a chunk of any object takes to register, and no longer than a Lambda runs. */
    private static final Duration ARRIVAL_VISIBILITY = Duration.ofMinutes(15);

    private final AwsClients aws;
    private final Pipeline pipeline;
    private final Deployment deployment;
    private final Retention retention = Retention.DEFAULT;

    /** What only this deployment knows the names of. */
    public record Made(String landingBucket, String blobsBucket) {}

    public Provision(AwsClients aws, Pipeline pipeline, Deployment deployment) {
        this.aws = aws;
        this.pipeline = pipeline;
        this.deployment = deployment;
    }

    /**
     * Makes what is missing.
     *
     * @param told is told each resource that is made, such as {@code queue customers-dev-load}
     * @throws NotSetUp if the endpoint is Amazon's, or a call is refused: names the resource and what to do
     * @throws io.quadrille.handlers.ports.RetryableFailure if the endpoint does not answer
     */
    public Made run(Consumer<String> told) {
        requireNotAmazon();
        Making making = new Making(told);
        key(aws.kms(), making);
        Made made = flow(making);
        tables(making);
        buckets(made, making);
        parameters(made, making);
        return made;
    }

    private void requireNotAmazon() {
        URI endpoint = aws.endpoint()
                .orElseThrow(() -> new NotSetUp("Amazon's own endpoints are not set up this way. Deploy there with the"
                        + " CDK app of module infra, or name another endpoint with --endpoint-url."));
        if (endpoint.getHost() != null && AMAZON.matcher(endpoint.getHost()).matches()) {
            throw new NotSetUp("The endpoint " + endpoint + " is Amazon's own. Deploy there with the CDK app of module"
                    + " infra, or name another endpoint with --endpoint-url.");
        }
    }

    /** A key that was made and not yet given its alias is not found again: then there is one more. */
    private void key(KmsClient kms, Making making) {
        String alias = deployment.keyAlias();
        String resource = "KMS key '" + alias + "'";
        String permissions = "kms:DescribeKey, kms:CreateKey and kms:CreateAlias";
        if (making.find(resource, permissions, () -> kms.describeKey(request -> request.keyId(alias)))
                .isEmpty()) {
            making.tell("KMS key " + alias);
            making.call(resource, permissions, () -> {
                String id = kms.createKey(request -> request.description("Wraps the data keys of " + deployment))
                        .keyMetadata()
                        .keyId();
                return kms.createAlias(request -> request.aliasName(alias).targetKeyId(id));
            });
        }
    }

    /** Buses, queues and rules. */
    private Made flow(Making making) {
        Rules rules = new Rules(aws.eventBridge(), making);
        Queues queues = new Queues(aws.sqs(), deployment, retention, making);
        String busArn = rules.bus(deployment.bus());
        Map<String, Queues.Made> byTarget = new HashMap<>();
        for (Rule rule : pipeline.rules()) {
            Queues.Made made = byTarget.computeIfAbsent(
                    rule.target(), target -> queues.make(target, visibility(target), ruleArns(busArn, target)));
            rules.make(deployment.bus(), rule, made);
        }
        String account = busArn.split(":", -1)[4];
        Made made = new Made(deployment + "-landing-" + account, deployment + "-blobs-" + account);
        String target = EntryPoint.ARRIVAL.entryName();
        Rule arrival = new Rule(deployment.queue(target), Landing.DEFAULT.pattern(made.landingBucket()), target);
        List<String> arrivalArns = List.of(Rules.arn(busArn, Rules.DEFAULT_BUS, arrival.name()));
        rules.make(Rules.DEFAULT_BUS, arrival, queues.make(target, ARRIVAL_VISIBILITY, arrivalArns));
        return made;
    }

    private Duration visibility(String target) {
        return pipeline.findStep(target)
                .map(step -> step.settings().visibility())
                .orElse(StepSettings.DEFAULT.visibility());
    }

    private List<String> ruleArns(String busArn, String target) {
        return pipeline.rules().stream()
                .filter(rule -> rule.target().equals(target))
                .map(rule -> Rules.arn(busArn, deployment.bus(), rule.name()))
                .toList();
    }

    private void tables(Making making) {
        Tables tables = new Tables(aws.dynamoDb(), making);
        pipeline.loads().forEach(load -> tables.make(deployment, load));
        if (new LedgerTable(deployment.ledger()).createIfMissing(aws.dynamoDb())) {
            making.tell("table " + deployment.ledger());
        }
    }

    private void buckets(Made made, Making making) {
        Buckets buckets = new Buckets(aws.s3(), aws.region(), making);
        buckets.landing(made.landingBucket());
        buckets.blobs(made.blobsBucket(), retention);
    }

    /** Where the other processes of the deployment look for them. */
    private void parameters(Made made, Making making) {
        parameter(aws.ssm(), making, Setting.LANDING_BUCKET, made.landingBucket());
        parameter(aws.ssm(), making, Setting.BLOBS_BUCKET, made.blobsBucket());
    }

    private void parameter(SsmClient ssm, Making making, Setting setting, String value) {
        String name = deployment.parameter(setting);
        String resource = "parameter '" + name + "'";
        String permissions = "ssm:GetParameter and ssm:PutParameter";
        String found = making.find(resource, permissions, () -> ssm.getParameter(request -> request.name(name))
                        .parameter()
                        .value())
                .orElse("");
        if (!found.equals(value)) {
            making.tell("parameter " + name);
            making.call(
                    resource,
                    permissions,
                    () -> ssm.putParameter(request -> request.name(name)
                            .value(value)
                            .type(ParameterType.STRING)
                            .overwrite(true)));
        }
    }
}
