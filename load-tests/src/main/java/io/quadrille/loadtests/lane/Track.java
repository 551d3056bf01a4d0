package io.quadrille.loadtests.lane;

import java.nio.file.Path;

/**
 * What all lanes of a heat have in common.
 *
 * @param heap of each JVM, as {@code -Xmx} takes it
 * @param folder for what laps write
 */
public record Track(Jdk jdk, String heap, Path folder) {
    public Track heap(String named) {
        return new Track(jdk, named, folder);
    }
}
