package io.quadrille.loadtests.report;

import java.util.Locale;

/** The figures to reach: a ratio within one run, what it must not be worse than, and what is aimed at. */
public enum Target {
    FLOW_VS_PARSE("whole flow into memory, 2 GB heap, against FastCSV alone", 0.35, 0.55),
    SQLITE_FLOW_VS_LOOP("whole flow into SQLite against a plain loop into SQLite", 1.0, 1.25),
    VS_CAMEL("whole flow against Apache Camel", 3, 10),
    VS_SPRING("whole flow against Spring Batch", 3, 10),
    VS_DUCKDB("whole flow against DuckDB", 0.3, 0.7),
    CHUNKED_VS_ROW_EVENTS("records per second, a chunk per event against a record per event", 10, 30),
    TEN_M_VS_ONE_M("throughput at ten times the records against one time", 0.9, 1.0),
    OBSERVED_VS_UNOBSERVED("a run observed live against one unobserved", 0.95, 0.99),
    VERSION_VS_JVM("./quadrille --version against a bare JVM", 3, 1.5),
    LAMBDA_VS_BARE("first event of the step Lambda against a bare handler", 1.5, 1.15);

    private final String words;
    private final double floor;
    private final double aim;

    Target(String words, double floor, double aim) {
        this.words = words;
        this.floor = floor;
        this.aim = aim;
    }

    /** Its key in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String words() {
        return words;
    }

    public double floor() {
        return floor;
    }

    public double aim() {
        return aim;
    }

    /** Whether more is better; else it is a time that should be short. */
    public boolean isSpeed() {
        return aim >= floor;
    }

    /** {@code aim}, {@code floor} or {@code below}: what a figure reaches. */
    public String reachedBy(double figure) {
        if (isSpeed() ? figure >= aim : figure <= aim) {
            return "aim";
        }
        return (isSpeed() ? figure >= floor : figure <= floor) ? "floor" : "below";
    }
}
