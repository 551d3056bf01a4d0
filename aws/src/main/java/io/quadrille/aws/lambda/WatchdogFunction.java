package io.quadrille.aws.lambda;

import io.quadrille.events.RunKey;
import io.quadrille.handlers.engine.RunLog;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.aws.arrival.BrokenTasks;
import io.quadrille.aws.arrival.LandingSweep;
import io.quadrille.aws.ecs.EcsLauncher;
import io.quadrille.aws.ecs.StoppedTask;
import io.quadrille.aws.stage.Entry;
import io.quadrille.aws.telemetry.LogMarks;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.observer.Watchdog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after runs, on Lambda: at each tick of its schedule for stalled ones and for objects without one, and whenever
 * ECS says that a task stopped, after that. Thread safe.
 *
 * <p>Metrics of the deployment, 0 included: {@code StalledRuns}, {@code ObjectsWithoutRun}, {@code TasksLaunchedAgain},
 * {@code TasksGivenUp}. An invocation that fails is made again by Lambda, and the next tick looks again.
 */
public final class WatchdogFunction implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WatchdogFunction.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of an EventBridge rule, and as infrastructure tells a schedule to say ("Events from Amazon EventBridge"). */
    private static final String TICK = "Scheduled Event";

    private final Entry entry;
    private final Watchdog watchdog;
    private final LandingSweep sweep;
    private final BrokenTasks tasks;

    /** Sets everything up, so that a snapshot holds it. @throws io.quadrille.aws.NotSetUp naming what is missing */
    public WatchdogFunction() {
        this(Entry.of(EntryPoint.WATCHDOG, System.getenv()));
    }

    WatchdogFunction(Entry entry) {
        this.entry = entry;
        this.watchdog =
                entry.pipeline().runtime().watchdog(entry.pipeline().settings().requireDuration(Setting.STALLED_AFTER));
        this.sweep = LandingSweep.of(entry.pipeline());
        this.tasks = new BrokenTasks(entry.pipeline().runtime(), EcsLauncher.of(entry.pipeline()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        LogMarks.set(entry.pipeline().deployment(), entry.name(), context.getAwsRequestId());
        try {
            JsonNode event = JSON.readTree(input);
            String type = event.path("detail-type").asText();
            if (type.equals(TICK)) {
                tick();
            } else if (type.equals(StoppedTask.DETAIL_TYPE)) {
                StoppedTask.read(event).ifPresent(this::judge);
            } else {
                LOG.warn("ignored: an event of type '{}'; expected '{}' or '{}'", type, TICK, StoppedTask.DETAIL_TYPE);
            }
        } finally {
            entry.metrics().flush();
            LogMarks.clear();
        }
    }

    /** One search that fails does not keep the other from being made. */
    private void tick() {
        List<RuntimeException> failures = new ArrayList<>();
        search("StalledRuns", () -> watchdog.check().size(), failures);
        search("ObjectsWithoutRun", () -> sweep.sweep().size(), failures);
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void search(String metric, IntSupplier search, List<RuntimeException> failures) {
        try {
            int found = search.getAsInt();
            entry.metrics().count(metric, found);
            LOG.info("{}: {}", metric, found);
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private void judge(StoppedTask task) {
        RunLog.enter(new RunKey(entry.pipeline().deployment().pipeline(), task.run(), task.attempt()));
        try {
            tell(task, tasks.judge(task));
        } finally {
            RunLog.leave();
        }
    }

    private void tell(StoppedTask task, BrokenTasks.Verdict verdict) {
        LOG.info(
                "task of run {}/{}, launch {}: {} ({})",
                task.run(),
                task.attempt(),
                task.launch(),
                verdict,
                task.ending());
        entry.metrics().count("TasksLaunchedAgain", verdict == BrokenTasks.Verdict.LAUNCHED_AGAIN ? 1 : 0);
        entry.metrics().count("TasksGivenUp", verdict == BrokenTasks.Verdict.GIVEN_UP ? 1 : 0);
    }
}
