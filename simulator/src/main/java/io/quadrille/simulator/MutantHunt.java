package io.quadrille.simulator;

import java.util.OptionalLong;

/** Looks for a planted bug, seed by seed. */
public final class MutantHunt {
    private final Limits limits;

    public MutantHunt(Limits limits) {
        this.limits = limits;
    }

    /** The first seed from {@code first} whose world shows the bug; empty if none of so many does. */
    public OptionalLong find(Mutant mutant, long first, long most) {
        try (Execution execution = new Execution(mutant)) {
            for (long seed = first; seed < first + most; seed++) {
                if (execution.run(seed, limits).violation() != null) {
                    return OptionalLong.of(seed);
                }
            }
        }
        return OptionalLong.empty();
    }
}
