package io.quadrille.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How much of what can be struck was: a fault at a step's call to a port. Only calls that worlds made while faults were
 * abroad are counted, and only with faults that can strike them.
 *
 * @param struck places that were struck
 * @param missed places that could have been, such as {@code crash load tables.write}
 */
public record Coverage(long struck, List<String> missed) {
    private static final String EXTRACT = "extract";

    public Coverage {
        missed = List.copyOf(missed);
    }

    public long reachable() {
        return struck + missed.size();
    }

    /** From 0 to 1. */
    public double share() {
        return reachable() == 0 ? 0 : (double) struck / reachable();
    }

    static String place(Fault fault, String step, String port) {
        return fault.text() + " " + step + " " + port;
    }

    /** Whether the fault can strike a step's call. */
    private static boolean canStrike(Fault fault, String step, String port) {
        return switch (fault) {
            case BEFORE, AFTER, TIMEOUT, CRASH, PAUSE, ZOMBIE, THROTTLE -> true;
            case RELAUNCH -> step.equals(EXTRACT);
            case KEY_OUTAGE -> port.startsWith("keys.");
            case PARTIAL_PUT, DUPLICATE -> port.equals("bus.putEvents");
            case PARTIAL_WRITE -> port.equals("tables.write");
            default -> false; // of messages, files and runs
        };
    }

    /** Places that worlds came to. Not thread safe. */
    static final class Collected {
        private final Map<String, Set<String>> touched = new TreeMap<>();
        private final Set<String> struck = new TreeSet<>();

        void add(WorldReport report) {
            report.touched().forEach((step, ports) -> touched.computeIfAbsent(step, name -> new TreeSet<>())
                    .addAll(ports));
            struck.addAll(report.struck());
        }

        /** @param faults those that there may be */
        Coverage among(Set<Fault> faults) {
            long hit = 0;
            List<String> missed = new ArrayList<>();
            for (Fault fault : faults) {
                for (Map.Entry<String, Set<String>> step : touched.entrySet()) {
                    for (String port : step.getValue()) {
                        String place = place(fault, step.getKey(), port);
                        if (struck.contains(place)) {
                            hit++;
                        } else if (canStrike(fault, step.getKey(), port)) {
                            missed.add(place);
                        }
                    }
                }
            }
            return new Coverage(hit, missed);
        }
    }
}
