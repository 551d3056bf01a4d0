package io.quadrille.cli;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.provision.Provision;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.aws.task.WholeDeployment;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Landing;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.ports.StepMeter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that runs a pipeline's whole flow against an AWS endpoint. */
@Command(
        name = "dev",
        sortOptions = false,
        header = "Sets a pipeline up on an AWS endpoint that is not Amazon's, and does its work.",
        description = {
            "",
            "Makes the bus, rules, queues, tables and buckets that are missing, then runs every step in this process until"
                    + " it is told to stop. Once files may be dropped, the one line on stdout says where:"
                    + " 'drop: s3://BUCKET/PREFIX'. Runs that begin and end are told on stderr, and"
                    + " where the page is that shows them."
        },
        footer = {
            "",
            "Ctrl-C or SIGTERM ends what is in hand, then the command, with 0. What was set up stays, and the same command"
                    + " goes on from there.",
            "",
            "Examples:",
            "  moto_server -H 127.0.0.1 -p 5000 &",
            "  quadrille dev --pipeline customers --endpoint-url http://127.0.0.1:5000",
            "  aws --endpoint-url http://127.0.0.1:5000 s3 cp customers.csv s3://BUCKET/landing/",
            "  quadrille show last --pipeline customers --endpoint-url http://127.0.0.1:5000"
        })
final class DevCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "the page's port on 127.0.0.1; 0 takes one that is free (${DEFAULT-VALUE})")
    private int port;

    @Mixin
    private DeploymentOptions place = new DeploymentOptions();

    @Mixin
    private Basics common = new Basics();

    @Override
    public Integer call() throws IOException {
        String url = place.endpointUrl();
        if (url == null) {
            throw place.misused("dev needs --endpoint-url URL, such as that of moto_server or LocalStack. 'quadrille"
                    + " run FILE' runs a file on this machine alone, and on AWS itself the CDK app of module infra"
                    + " deploys.");
        }
        Pipeline pipeline = place.bindings().pipeline();
        Deployment deployment = place.deployment();
        Terminal terminal = common.terminal();
        Map<String, String> environment = AwsEndpoint.environment(place, terminal);
        try (Stopping stopping = new Stopping(terminal);
                AwsClients aws = AwsClients.fromEnvironment(environment)) {
            Provision.Made made = provision(aws, pipeline, deployment);
            Settings settings = Settings.of(environment, deployment, aws);
            try (AwsPipeline deployed = AwsPipeline.open(aws, settings, StepMeter.NONE);
                    WholeDeployment whole = new WholeDeployment(
                            deployed,
                            new RunNotices(terminal, deployed.runtime().queries()));
                    View view = DeployedView.open(place, terminal);
                    PageServer page = PageServer.open(view, port)) {
                String drop = "s3://" + made.landingBucket() + "/" + Landing.DEFAULT.prefix();
                tell(drop, url, environment);
                terminal.say("  look at it:         " + page.url());
                whole.runForever(stopping.signal());
            }
        }
        terminal.say("stopped. The same command goes on from there.");
        return ExitCode.DONE;
    }

    private Provision.Made provision(AwsClients aws, Pipeline pipeline, Deployment deployment) {
        Terminal terminal = common.terminal();
        terminal.say("setting up deployment '" + deployment + "' …");
        AtomicInteger count = new AtomicInteger();
        Provision.Made made = new Provision(aws, pipeline, deployment).run(resource -> {
            count.incrementAndGet();
            terminal.say("  made " + resource);
        });
        terminal.say(count.get() == 0 ? "everything is there." : Numbers.counted(count.get(), "resource") + " made.");
        return made;
    }

    private void tell(String drop, String url, Map<String, String> environment) throws IOException {
        Terminal terminal = common.terminal();
        terminal.printLine("drop: " + drop);
        terminal.out().flush();
        terminal.say("working; Ctrl-C stops it.");
        terminal.say("  drop a file:        " + AwsEndpoint.assumed(environment, terminal) + "aws --endpoint-url "
                + Shell.quoted(url) + " s3 cp FILE " + drop);
        terminal.say("  see how it goes:    quadrille show last" + place.forReading());
    }
}
