package io.quadrille.cli;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.extract.Credit;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.local.stage.HomeView;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.EventArchive;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Mends one run: in a home to its end; on AWS until all is sent, as the deployment's steps work on it. */
final class Amending {
    private final ReadingOptions place;
    private final Common common;
    private final String command;
    private final EventArchive archive;

    /** @param command what a second writer to the home is told this one is doing */
    Amending(ReadingOptions place, Common common, String command, EventArchive archive) {
        this.place = place;
        this.common = common;
        this.command = command;
        this.archive = archive;
    }

    /** What came of it. */
    record Outcome(AmendmentReceipt receipt, RunReport report) {}

    /** @throws Refusal if the run cannot be mended */
    AmendmentPlan plan(String run, Function<RunKey, AmendmentRequest> wish) throws IOException {
        RunKey key = find(run);
        return on(key, new Work<AmendmentPlan>() {
            @Override
            public AmendmentPlan inHome(PipelineStage stage) {
                return stage.operator(archive).plan(wish.apply(key));
            }

            @Override
            public AmendmentPlan onAws(Operator operator, AwsPipeline deployed) {
                return operator.plan(wish.apply(key));
            }
        });
    }

    /** @throws Refusal if the run cannot be mended */
    Outcome carryOut(AmendmentRequest request) throws IOException {
        String key = UUID.randomUUID().toString();
        return on(request.run(), new Work<Outcome>() {
            @Override
            public Outcome inHome(PipelineStage stage) {
                CompletableFuture<AmendmentReceipt> receipt =
                        stage.operator(archive).carryOut(request, key);
                RunReport report =
                        stage.awaiting(request.run(), receipt).ended().join();
                return new Outcome(receipt.join(), report);
            }

            @Override
            public Outcome onAws(Operator operator, AwsPipeline deployed) {
                AmendmentReceipt receipt = operator.carryOut(request, key).join();
                return new Outcome(
                        receipt,
                        deployed.runtime().queries().find(request.run()).orElseThrow());
            }
        });
    }

    private RunKey find(String run) throws IOException {
        try (View view = place.open(common)) {
            return RunFinder.require(view, run).run();
        }
    }

    /** What is done on either. */
    private interface Work<T> {
        T inHome(PipelineStage stage);

        T onAws(Operator operator, AwsPipeline deployed);
    }

    private <T> T on(RunKey run, Work<T> work) throws IOException {
        try {
            return place.isDeployment() ? onAws(work) : inHome(run, work);
        } catch (CannotAmend e) {
            throw Refusal.failure(e.sentence());
        } catch (CompletionException e) {
            if (e.getCause() instanceof CannotAmend cannot) {
                throw Refusal.failure(cannot.sentence());
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private <T> T inHome(RunKey run, Work<T> work) throws IOException {
        Bindings bindings = bindings(run);
        try (LocalHome home = LocalHome.open(common.home(), command)) {
            return work.inHome(home.stage(bindings));
        }
    }

    private Bindings bindings(RunKey run) throws IOException {
        if (!run.pipeline().equals(GenericPipeline.NAME)) {
            return new Pipelines().require(run.pipeline());
        }
        try (HomeView view = HomeView.open(common.home())) {
            Graph.Node load = view.findStart(run)
                    .map(Fact.RunStarted::graph)
                    .flatMap(graph -> graph.sinks().stream().findFirst())
                    .orElseThrow(() -> Refusal.failure("The start of run " + run.run()
                            + " is not in the home, and only it names the table and key of a generic run."));
            return GenericPipeline.of(String.valueOf(load.table()), load.keys(), CsvFormat.csv());
        }
    }

    private <T> T onAws(Work<T> work) {
        Map<String, String> environment = AwsEndpoint.environment(place, common.terminal());
        try (AwsClients aws = AwsClients.fromEnvironment(environment)) {
            aws.requireCredentials();
            Settings settings = Settings.of(environment, place.deployment(), aws);
            try (AwsPipeline deployed = AwsPipeline.of(aws, settings, place.bindings(), StepMeter.NONE)) {
                return work.onAws(deployed.runtime().operator(Credit.UNLIMITED, archive), deployed);
            }
        }
    }
}
