package io.quadrille.simulator;

import io.quadrille.testdata.PipelineName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which worlds are simulated.
 *
 * @param pipelines those a seed chooses among
 * @param faults those a seed chooses among
 * @param mostRecords of a file; a seed that draws more gets so many
 */
public record Limits(List<PipelineName> pipelines, Set<Fault> faults, int mostRecords) {
    public static final Limits NONE =
            new Limits(List.of(PipelineName.values()), EnumSet.allOf(Fault.class), Integer.MAX_VALUE);

    public Limits {
        pipelines = List.copyOf(pipelines);
        faults = Collections.unmodifiableSet(
                faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults)); // in the order of Fault
    }

    public Limits without(Fault fault) {
        EnumSet<Fault> fewer = faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults);
        fewer.remove(fault);
        return new Limits(pipelines, fewer, mostRecords);
    }

    public Limits mostRecords(int most) {
        return new Limits(pipelines, faults, most);
    }
}
