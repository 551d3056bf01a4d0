package io.quadrille.cli;

import io.quadrille.events.RunKey;
import io.quadrille.handlers.Bindings;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.PipelineStage;
import java.io.IOException;
import java.nio.file.Path;

/** Lends stages on a home, each for something that is done with one run. Thread safe. */
interface HomeStages {
    /** What is done on a stage. */
    interface Work<T> {
        T on(PipelineStage stage) throws IOException;
    }

    /**
     * Does the work to its end.
     *
     * @throws io.quadrille.local.sqlite.HomeInUse if another process writes to the home
     * @throws io.quadrille.observer.operator.CannotAmend if something else is done with the run at the moment
     */
    <T> T lend(RunKey run, Bindings bindings, Work<T> work) throws IOException;

    /** Of a home that others may write to as well: it is held only while something is done. */
    static HomeStages opening(Path folder, String command) {
        return new HomeStages() {
            @Override
            public <T> T lend(RunKey run, Bindings bindings, Work<T> work) throws IOException {
                try (LocalHome home = LocalHome.open(folder, command)) {
                    return work.on(home.stage(bindings));
                }
            }
        };
    }
}
