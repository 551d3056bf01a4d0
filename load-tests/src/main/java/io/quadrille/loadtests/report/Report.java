package io.quadrille.loadtests.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a whole command measured, as it comes in. Not thread-safe. */
public final class Report {
    private final Conditions conditions;
    private final List<Section> sections = new ArrayList<>();
    private final Map<Target, Spread> ratios = new EnumMap<>(Target.class);
    private final Map<String, Spread> others = new LinkedHashMap<>();

    public Report(Conditions conditions) {
        this.conditions = conditions;
    }

    public void add(Section section) {
        sections.add(section);
    }

    public void add(Target target, Spread ratio) {
        ratios.put(target, ratio);
    }

    /** A ratio that is not among the figures to reach, or that is one under other conditions. */
    public void addOther(String key, Spread ratio) {
        others.put(key, ratio);
    }

    public Conditions conditions() {
        return conditions;
    }

    public List<Section> sections() {
        return Collections.unmodifiableList(sections);
    }

    public Map<Target, Spread> ratios() {
        return Collections.unmodifiableMap(ratios);
    }

    public Map<String, Spread> others() {
        return Collections.unmodifiableMap(others);
    }
}
