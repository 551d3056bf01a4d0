package io.quadrille.simulator;

/** Prints the traces of some seeds: a process of its own, to compare with. */
final class TracesOfSeeds {
    static final long SEEDS = 12;

    private TracesOfSeeds() {}

    public static void main(String... arguments) {
        try (Execution execution = new Execution(Tampering.NONE)) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                System.out.print(execution.run(seed, Limits.NONE).trace() + "\n");
            }
        }
    }
}
