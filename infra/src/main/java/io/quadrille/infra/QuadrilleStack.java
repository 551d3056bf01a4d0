package io.quadrille.infra;

import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Landing;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepKind;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.constructs.Construct;

/** One pipeline deployed in one size: everything that it needs, and nothing shared with another. */
public final class QuadrilleStack extends Stack {
    private final List<PlacedStep> steps = new ArrayList<>();

    /** @throws IllegalArgumentException if the pipeline cannot be placed so, saying what to do */
    public QuadrilleStack(Construct scope, Blueprint blueprint) {
        super(scope, blueprint.deployment().name(), properties(blueprint));
        Tags.of(this)
                .add(
                        "quadrille:deployment",
                        blueprint.deployment().name(),
                        TagProps.builder()
                                .excludeResourceTypes(
                                        List.of("AWS::CloudWatch::Dashboard")) // takes none everywhere yet
                                .build());
        blueprint.borrowed().boundary().ifPresent(arn -> PermissionsBoundary.of(this)
                .apply(ManagedPolicy.fromManagedPolicyArn(this, "Boundary", arn)));

        Ground ground = ground(blueprint);
        for (Step<?, ?> step : blueprint.pipeline().steps()) {
            if (step.kind() != StepKind.EXTRACT) {
                steps.add(new PlacedStep(this, ground, step));
            }
        }
        ExtractTask task = new ExtractTask(this, ground);
        ArrivalFunction arrival = new ArrivalFunction(this, ground, task);
        ObserverFunction observer = new ObserverFunction(this, ground);
        List<BufferQueue> queues =
                new ArrayList<>(steps.stream().map(PlacedStep::queue).toList());
        queues.add(observer.queue());
        queues.add(arrival.queue());
        DeadLetterFunction deadLetters = new DeadLetterFunction(this, ground, queues);
        WatchdogFunction watchdog = new WatchdogFunction(this, ground, task, arrival.queue());
        PageFunction page = new PageFunction(this, ground);
        OperatorRole operator = new OperatorRole(this, ground);
        new SchemaRegistry(this, blueprint);
        FailureTopic failures = new FailureTopic(this, ground.key(), ground.bus(), blueprint);

        tell(ground, page, operator);

        PipelineDashboard dashboard = new PipelineDashboard(this, blueprint);
        dashboard.row(blueprint.pipeline().extract().name(), arrival.queue(), arrival.function());
        steps.forEach(step -> dashboard.row(step.queue().target(), step.queue(), step.function()));
        dashboard.row(EntryPoint.OBSERVER.entryName(), observer.queue(), observer.function());
        if (blueprint.size().care().alarms()) {
            Alarms alarms = new Alarms(this, failures.topic());
            queues.forEach(alarms::queue);
            alarms.deadLetters("bus", ground.bus().unencrypted().queue());
            alarms.deadLetters("failures", failures.untold().queue());
            alarms.deadLetters("watchdog", watchdog.missed().queue());
            steps.forEach(step -> alarms(alarms, step));
            alarms.function(EntryPoint.ARRIVAL.entryName(), arrival.function());
            alarms.function(EntryPoint.OBSERVER.entryName(), observer.function());
            alarms.function(EntryPoint.DEAD_LETTERS.entryName(), deadLetters.function());
            alarms.function(EntryPoint.WATCHDOG.entryName(), watchdog.function());
            alarms.function(EntryPoint.PAGE.entryName(), page.function());
            alarms.table("ledger", ground.ledger().table());
            alarms.stalledRuns(blueprint.deployment().name());
        }
    }

    /** What somebody who has deployed it asks first: where to drop files, where to look at them, and who mends them. */
    private void tell(Ground ground, PageFunction page, OperatorRole operator) {
        output("Drop", "s3://" + ground.landing().name() + "/" + Landing.DEFAULT.prefix(), "Where files are dropped");
        output("PageUrl", page.url(), "The page and the API, for who may call lambda:InvokeFunctionUrl on it");
        output("OperatorRole", operator.arn(), "The role to assume for quadrille serve, retry and redrive");
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name)
                .value(value)
                .description(description)
                .build();
    }

    private static StackProps properties(Blueprint blueprint) {
        return StackProps.builder()
                .stackName(blueprint.deployment().name())
                .description("Quadrille: pipeline " + blueprint.pipeline().name() + ", size "
                        + blueprint.size().name())
                .env(Environment.builder()
                        .account(blueprint.account().id())
                        .region(blueprint.account().region())
                        .build())
                .terminationProtection(blueprint.size().care().keeps())
                .analyticsReporting(false)
                .build();
    }

    private Ground ground(Blueprint blueprint) {
        DeploymentKey key = new DeploymentKey(this, blueprint);
        LandingBucket landing = new LandingBucket(this, key);
        BlobsBucket blobs = new BlobsBucket(this, key, blueprint.size().retention());
        TaskCluster tasks = new TaskCluster(this, key, blueprint);
        return new Ground(
                blueprint,
                key,
                new PipelineBus(this, key, blueprint),
                blobs,
                landing,
                new LedgerTable(this, key, blueprint),
                tasks,
                new Settings(this, blueprint, landing, blobs, tasks),
                new Rollout(this, blueprint));
    }

    private static void alarms(Alarms alarms, PlacedStep step) {
        EntryFunction function = step.function();
        if (function != null) {
            alarms.function(step.queue().target(), function);
        }
        LoadTable table = step.table();
        if (table != null) {
            alarms.table(step.queue().target(), table.table());
        }
    }

    /** The region's first two, whichever they are: to look them up would take an account. */
    @Override
    public List<String> getAvailabilityZones() {
        return List.of(Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs()));
    }
}
