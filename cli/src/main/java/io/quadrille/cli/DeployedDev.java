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
import java.util.concurrent.atomic.AtomicInteger;

/** Develops on an AWS endpoint that is not Amazon's: sets a pipeline up there, does all its work, and serves the page. */
final class DeployedDev {
    private final DeploymentOptions place;
    private final Terminal terminal;

    /** @param place names an endpoint and a pipeline */
    DeployedDev(DeploymentOptions place, Terminal terminal) {
        this.place = place;
        this.terminal = terminal;
    }

    /**
     * Works until it is told to stop.
     *
     * @param url the endpoint's
     * @param port of the page
     */
    void run(String url, int port) throws IOException {
        Pipeline pipeline = place.bindings().pipeline();
        Deployment deployment = place.deployment();
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
                    PageServer page = PageServer.open(view, KeptEvents.NONE, port)) {
                String drop = "s3://" + made.landingBucket() + "/" + Landing.DEFAULT.prefix();
                tell(drop, url, environment);
                terminal.say("  look at it:         " + page.url());
                whole.runForever(stopping.signal());
            }
            terminal.say("stopped. The same command goes on from there."); // before the process may end
        }
    }

    private Provision.Made provision(AwsClients aws, Pipeline pipeline, Deployment deployment) {
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
        terminal.printLine("drop: " + drop);
        terminal.out().flush();
        terminal.say("working; Ctrl-C stops it.");
        terminal.say("  drop a file:        " + AwsEndpoint.assumed(environment, terminal) + "aws --endpoint-url "
                + Shell.quoted(url) + " s3 cp FILE " + drop);
        terminal.say("  see how it goes:    quadrille show last" + place.forReading());
    }
}
