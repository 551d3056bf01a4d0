package io.quadrille.loadtests.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a whole command measured, as it comes in. Thread-safe: what is measured and what cuts it off are two threads. */
public final class Report {
    private final Conditions conditions;
    private final List<Section> sections = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Requests> requests = new ArrayList<>();
    private final Map<Target, Spread> ratios = new EnumMap<>(Target.class);
    private final Map<String, Spread> others = new LinkedHashMap<>();

    public Report(Conditions conditions) {
        this.conditions = conditions;
    }

    public synchronized void add(Section section) {
        sections.add(section);
    }

    public synchronized void addOperations(List<Operation> timed) {
        operations.addAll(timed);
    }

    public synchronized void addRequests(List<Requests> asked) {
        requests.addAll(asked);
    }

    public synchronized void add(Target target, Spread ratio) {
        ratios.put(target, ratio);
    }

    /** A ratio that is not among the figures to reach, or that is one under other conditions. */
    public synchronized void addOther(String key, Spread ratio) {
        others.put(key, ratio);
    }

    public Conditions conditions() {
        return conditions;
    }

    /** Those so far. */
    public synchronized List<Section> sections() {
        return List.copyOf(sections);
    }

    /** Those so far. */
    public synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** Those so far. */
    public synchronized List<Requests> requests() {
        return List.copyOf(requests);
    }

    /** Those so far, in the order of the targets. */
    public synchronized Map<Target, Spread> ratios() {
        return Collections.unmodifiableMap(new EnumMap<>(ratios));
    }

    /** Those so far. */
    public synchronized Map<String, Spread> others() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }
}
