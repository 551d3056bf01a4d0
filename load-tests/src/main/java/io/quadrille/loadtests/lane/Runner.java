package io.quadrille.loadtests.lane;

import io.quadrille.loadtests.source.SourceFile;

/**
 * A candidate with the file that it runs on.
 *
 * @param warmUp the file of its laps that do not count
 */
public record Runner(Entry entry, SourceFile source, SourceFile warmUp) {
    /** One that warms up on its own file. */
    public Runner(Entry entry, SourceFile source) {
        this(entry, source, source);
    }
}
