package io.quadrille.loadtests.micro;

/** What ends a benchmark before it is timed. */
final class Wrong {
    private Wrong() {}

    /** @throws IllegalStateException saying what is not so, without a value of it */
    static void unless(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalStateException("A benchmark gives a wrong result and is not timed: " + otherwise);
        }
    }
}
