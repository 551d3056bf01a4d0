package io.quadrille.aws.arrival;

import io.quadrille.aws.ecs.StoppedTask;
import io.quadrille.aws.ecs.TaskLauncher;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.runtime.PipelineRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Launches extract tasks again that broke off, a few times; then the run fails, with the reason in words. Told of the same
 * task twice it launches once, for the next launch's number follows from the one that stopped. Thread safe.
 */
public final class BrokenTasks {
    private static final Logger LOG = LoggerFactory.getLogger(BrokenTasks.class);

    private final PipelineRuntime runtime;
    private final TaskLauncher tasks;
    private final ExtractState state;

    public BrokenTasks(PipelineRuntime runtime, TaskLauncher tasks) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.state = new ExtractState(runtime);
    }

    /** What was done about a task that stopped. */
    public enum Verdict {
        /** It did what it was to do: the run's fate is told. */
        ENDED,
        LAUNCHED_AGAIN,
        /** It broke off too often, or was stopped by hand: the run failed. */
        GIVEN_UP,
        /** The run is another deployment's. */
        UNKNOWN
    }

    /**
     * Judges a task that stopped.
     *
     * @throws io.quadrille.handlers.ports.RetryableFailure if a store, ECS or the bus does not answer
     * @throws io.quadrille.aws.NotSetUp if a resource or permission is missing
     */
    public Verdict judge(StoppedTask task) {
        RunKey run = new RunKey(runtime.pipeline().name(), task.run(), task.attempt());
        Registration registration = runtime.ports().registry().find(run).orElse(null);
        if (registration == null) {
            LOG.info("{}: a task stopped that is not one of this deployment's runs", run);
            return Verdict.UNKNOWN;
        }
        if (task.exitCode().orElse(-1) == 0 || state.isExtracted(run)) {
            return Verdict.ENDED;
        }
        if (task.byHand() || task.launch() >= TaskLauncher.MOST_LAUNCHES) {
            String reason = "the extract task broke off at launch " + task.launch() + " (" + task.ending() + ")";
            LOG.error("{}: {}", run, reason);
            runtime.announce(new Fact.RunFailed(run, reason), registration.sourceTime());
            return Verdict.GIVEN_UP;
        }
        LOG.warn(
                "{}: the extract task broke off at launch {} ({}), launching it again",
                run,
                task.launch(),
                task.ending());
        tasks.launch(run, task.launch() + 1);
        return Verdict.LAUNCHED_AGAIN;
    }
}
