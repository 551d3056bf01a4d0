package io.quadrille.cli;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.Bindings;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.observer.operator.CannotAmend;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A home that this process writes to for as long as it lasts, and a stage of its own for each thing done: at most one with
 * a run at a time. Thread safe.
 */
final class HeldHome implements HomeStages {
    private final LocalHome home;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** @param home not closed */
    HeldHome(LocalHome home) {
        this.home = home;
    }

    /** What is done with the run of a source. */
    interface RunWork {
        void on(PipelineStage stage, RunKey run) throws InterruptedException;
    }

    /**
     * Does the work with the latest attempt of the source's run.
     *
     * @return false if something else is done with it at the moment, and nothing was
     */
    boolean lend(SourceObject source, Bindings bindings, RunWork work) throws InterruptedException {
        PipelineStage stage = home.stage(bindings);
        try {
            RunKey run = stage.keyOf(source, false);
            if (!busy.add(run.run())) {
                return false;
            }
            try {
                work.on(stage, run);
                return true;
            } finally {
                busy.remove(run.run());
            }
        } finally {
            home.retire(stage);
        }
    }

    @Override
    public <T> T lend(RunKey run, Bindings bindings, Work<T> work) throws IOException {
        if (!busy.add(run.run())) {
            throw new CannotAmend("Run " + run.run() + " is under way. Ask again once it has ended.");
        }
        try {
            PipelineStage stage = home.stage(bindings);
            try {
                return work.on(stage);
            } finally {
                home.retire(stage);
            }
        } finally {
            busy.remove(run.run());
        }
    }
}
