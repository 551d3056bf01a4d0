package io.quadrille.cli;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.aws.stage.DeploymentView;
import io.quadrille.aws.task.WholeDeployment;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.handlers.ports.StepMeter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that does one step's work of a deployment. */
@Command(
        name = "worker",
        sortOptions = false,
        header = "Does one step's work of a deployment, from its queue.",
        description = {"", "Without --endpoint-url the deployment is on AWS, in the account of the credentials found."},
        footer = {
            "",
            "Ctrl-C or SIGTERM ends what is in hand, then the command, with 0.",
            "",
            "Examples:",
            "  quadrille worker --pipeline customers --step load --endpoint-url http://127.0.0.1:5000",
            "  quadrille worker --pipeline customers --size prod --step dead-letters --once"
        })
final class WorkerCommand implements Callable<Integer> {
    @Option(
            names = "--step",
            paramLabel = "STEP",
            required = true,
            description = "a step that has a queue, or 'observer', 'arrival' or 'dead-letters'")
    private String step = "";

    @Option(names = "--once", description = "handle what is there, and end")
    private boolean once;

    @Mixin
    private DeploymentOptions place = new DeploymentOptions();

    @Mixin
    private Basics common = new Basics();

    @Override
    public Integer call() {
        requireStep();
        Deployment deployment = place.deployment();
        Terminal terminal = common.terminal();
        Map<String, String> environment = AwsEndpoint.environment(place, terminal);
        try (Stopping stopping = new Stopping(terminal);
                AwsClients aws = AwsClients.fromEnvironment(environment)) {
            DeploymentView.open(aws, place.bindings().pipeline(), deployment); // one sentence if there is none
            Settings settings = Settings.of(environment, deployment, aws);
            try (AwsPipeline deployed = AwsPipeline.open(aws, settings, StepMeter.NONE);
                    WholeDeployment whole = new WholeDeployment(deployed)) {
                if (once) {
                    int handled = whole.runOnce(step, stopping.signal());
                    terminal.say(Numbers.counted(handled, "message") + " handled.");
                } else {
                    terminal.say("working on '" + step + "' of deployment '" + deployment + "'; Ctrl-C stops it.");
                    whole.runForever(step, stopping.signal());
                    terminal.say("stopped.");
                }
            }
        }
        return ExitCode.DONE;
    }

    private void requireStep() {
        List<String> parts = WholeDeployment.parts(place.bindings().pipeline());
        if (!parts.contains(step)) {
            throw Refusal.usage("There is no '" + TextTable.visible(step) + "' to work on. The steps with a queue, and"
                    + " what else has one, are " + String.join(", ", parts) + ".");
        }
    }
}
