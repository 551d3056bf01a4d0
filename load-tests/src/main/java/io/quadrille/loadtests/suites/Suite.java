package io.quadrille.loadtests.suites;

import java.io.IOException;

/** A part of what can be measured. */
@FunctionalInterface
public interface Suite {
    /**
     * Measures, and adds what was seen to the bench's report.
     *
     * @throws IOException if a candidate fails, or leaves another result than the source demands
     */
    void run(Bench bench) throws IOException, InterruptedException;
}
