package io.quadrille.simulator;

/** Something under way: a delivery, an extraction, a look of the watchdog. Its calls to ports are numbered. */
final class Work {
    final String name;
    final String step;
    final long place;
    final Worker worker;
    /** The call at which it is killed; 0 for none. */
    final int killedAt;

    private int calls;
    private boolean cut;

    /** @param step for coverage: the step, or who else works */
    Work(String name, String step, Worker worker) {
        this(name, step, worker, 0);
    }

    Work(String name, String step, Worker worker, int killedAt) {
        this.killedAt = killedAt;
        this.name = name;
        this.step = step;
        this.place = Chance.place(name);
        this.worker = worker;
    }

    int calls() {
        return calls;
    }

    int nextCall() {
        return ++calls;
    }

    /** The worker lives on, but this is cut off. */
    void cut() {
        cut = true;
    }

    boolean isLost() {
        return cut || !worker.isAlive();
    }

    void requireAlive() {
        if (isLost()) {
            throw new Lost(name);
        }
    }

    /** Whoever catches it is dead too: every further call to a port throws it again. */
    static final class Lost extends Error {
        private static final long serialVersionUID = 1;

        Lost(String work) {
            super(work + " is lost", null, false, false);
        }
    }
}
