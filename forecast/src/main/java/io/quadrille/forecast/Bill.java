package io.quadrille.forecast;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a run costs, line by line, in dollars.
 *
 * @param lines dearest first
 */
public record Bill(List<Line> lines) {
    public Bill {
        lines = lines.stream()
                .filter(line -> line.quantity() > 0)
                .sorted(Comparator.comparingDouble(Line::dollars).reversed())
                .toList();
    }

    /**
     * So much of something.
     *
     * @param what it is for
     */
    public record Line(Price price, What what, double quantity, double dollars) {}

    /** What a run needs it for. */
    public enum What {
        EVENTS,
        QUEUES,
        STEPS,
        OBSERVER,
        EXTRACT,
        /** The tables' rows: the same in any design. */
        ROWS,
        LEDGER,
        CLAIM_CHECKS,
        DATA_KEYS,
        LOGS
    }

    public double dollars() {
        return lines.stream().mapToDouble(Line::dollars).sum();
    }

    /** Without the tables' own writes, which are the same in any design. */
    public double dollarsWithoutRows() {
        return lines.stream()
                .filter(line -> line.what() != What.ROWS)
                .mapToDouble(Line::dollars)
                .sum();
    }

    public Map<Price.Service, Double> byService() {
        Map<Price.Service, Double> sums = new EnumMap<>(Price.Service.class);
        lines.forEach(line -> sums.merge(line.price().service(), line.dollars(), Double::sum));
        return sums;
    }
}
