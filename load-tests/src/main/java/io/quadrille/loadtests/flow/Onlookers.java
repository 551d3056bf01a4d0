package io.quadrille.loadtests.flow;

import io.quadrille.loadtests.lane.Answers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Those who look on at one run; ready before it begins. */
interface Onlookers extends AutoCloseable {
    Onlookers NOBODY = new Onlookers() {};

    /** Begins to look on. @param home where the run is about to begin */
    default void begin(Path home, String run) throws IOException {}

    /**
     * Ends looking on, before the home is closed: who closes it last has the most to write.
     *
     * @throws IllegalStateException if they were not answered as they should be
     */
    default void leave() throws IOException {}

    /** How they were answered; after they left. */
    default List<Answers> answers() throws IOException {
        return List.of();
    }

    /** What else they saw, in a few words; after they left. */
    default String note() {
        return "";
    }

    /** Lets go of what they hold, however far they got. */
    @Override
    default void close() throws IOException {}
}
