package io.quadrille.cli;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.handlers.extract.Credit;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.Operator;
import io.quadrille.runtime.EventArchive;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Mends runs of a deployment; its bus and tables are looked up when the first one is to be mended. Thread safe. */
final class DeployedOperator implements ViewOperator {
    private final DeploymentOptions options;
    private final Terminal terminal;
    private final AwsClients aws;
    private final EventArchive archive;
    private @Nullable AwsPipeline opened;

    /** @param aws not closed */
    DeployedOperator(DeploymentOptions options, Terminal terminal, AwsClients aws, EventArchive archive) {
        this.options = options;
        this.terminal = terminal;
        this.aws = aws;
        this.archive = archive;
    }

    private synchronized Operator operator() {
        AwsPipeline deployed = opened;
        if (deployed == null) {
            Map<String, String> environment = AwsEndpoint.environment(options, terminal);
            Settings settings = Settings.of(environment, options.deployment(), aws);
            deployed = AwsPipeline.of(aws, settings, options.bindings(), StepMeter.NONE);
            opened = deployed;
        }
        return deployed.runtime().operator(Credit.UNLIMITED, archive);
    }

    @Override
    public AmendmentPlan plan(AmendmentRequest request) {
        return operator().plan(request);
    }

    @Override
    public CompletableFuture<AmendmentReceipt> carryOut(AmendmentRequest request, String idempotencyKey) {
        return operator().carryOut(request, idempotencyKey);
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
