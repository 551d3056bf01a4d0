package io.quadrille.loadtests.flow;

/** Those who look on at a run. */
interface Onlookers extends AutoCloseable {
    Onlookers NOBODY = new Onlookers() {
        @Override
        public String note() {
            return "";
        }

        @Override
        public void close() {}
    };

    /** What they saw so far, in a few words. @throws IllegalStateException if they were not answered as they should be */
    String note();

    @Override
    void close();
}
