package io.quadrille.runtime;

import io.quadrille.events.Emission;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.engine.EngineServices;
import io.quadrille.handlers.extract.Credit;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator works with.
 *
 * @param credit what the bus has room for
 */
record Workplace(
        Pipeline pipeline,
        Ports ports,
        EngineServices services,
        Scheduler scheduler,
        Credit credit,
        EventArchive archive) {

    LedgerStore ledger() {
        return ports.ledger();
    }

    Instant now() {
        return services.clock().instant();
    }

    Extraction.Services passes() {
        return new Extraction.Services(services, ports.sources(), scheduler, credit);
    }

    /** The tally of a run that can be mended here. @throws CannotAmend if it is not known, or not of this pipeline */
    RunTally requireRun(RunKey run) {
        if (run.amends()) {
            throw new CannotAmend("'" + run.run() + "' is an amendment. Name its run, "
                    + run.root().run() + ".");
        }
        if (!run.pipeline().equals(pipeline.name())) {
            throw new CannotAmend("Run " + run.run() + " is of pipeline '" + run.pipeline() + "', not of '"
                    + pipeline.name() + "'. Name its pipeline.");
        }
        RunTally tally = ledger().findRun(run)
                .orElseThrow(
                        () -> new CannotAmend("There is no run " + run.run() + ", attempt " + run.attempt() + "."));
        if (tally.findGraph().isEmpty()) {
            throw new CannotAmend("The start of run " + run.run() + " is not known yet. Ask again in a moment.");
        }
        return tally;
    }

    Registration requireRegistration(RunKey run) {
        return ports.registry()
                .find(run)
                .orElseThrow(() -> new CannotAmend("Run " + run.run() + ", attempt " + run.attempt()
                        + ", is not registered here, so its rows' versions are not known."));
    }

    /** The steps that records pass which a step owes, the same today as when the run was started. */
    Graph requireSteps(RunTally tally, String step) {
        Graph then = tally.findGraph().orElseThrow();
        Graph now = pipeline.graph();
        boolean same = then.findNode(step).isPresent()
                && now.findNode(step).isPresent()
                && then.through(step).equals(now.through(step));
        if (!same) {
            throw new CannotAmend("Pipeline '" + pipeline.name() + "' leads through step '" + step
                    + "' otherwise today than when run " + tally.run().run()
                    + " was started. Put its steps back as they were, or run the file again.");
        }
        return now.through(step);
    }

    /** Begins an amendment under the next number, or finds the one that was begun with this key. */
    Amendment begin(AmendmentRequest request, String key, @Nullable String step) {
        RunChange.AmendmentBegun begun =
                new RunChange.AmendmentBegun(request.action().name(), step, request.code(), key);
        RunTally tally = ledger().change(request.run(), begun, now()).tally();
        return begun.in(tally).orElseThrow();
    }

    /** Ends the taking up of an amendment. @return as it stands, whoever ended it */
    Amendment taken(RunKey run, Amendment amendment, long records) {
        RunTally tally = ledger().change(run, new RunChange.AmendmentTaken(amendment.number(), records), now())
                .tally();
        return tally.history().findAmendment(amendment.number()).orElseThrow();
    }

    /** Tells the bus. */
    void announce(Registration registration, Amendment amendment) {
        Emission.Context context =
                new Emission.Context(registration.sourceTime(), registration.sequencer(), registration.dataKey());
        Fact fact =
                new Fact.RunAmended(registration.run(), amendment.number(), amendment.action(), amendment.records());
        services.publisher().publish(List.of(Facts.envelope(fact, new Emission(now(), null, context))));
    }
}
