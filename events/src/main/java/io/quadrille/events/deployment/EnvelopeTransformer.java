package io.quadrille.events.deployment;

import io.quadrille.events.Extensions;
import io.quadrille.events.pipeline.Rule;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The EventBridge input transformer of a rule that delivers envelopes alone: in {@code detail} the attributes that the
 * observer reads, without the data. It names only attributes that every event of the rule has. Source: "Amazon EventBridge
 * input transformation" in the EventBridge user guide.
 *
 * @param inputPaths variable to JSON path, in the order of the variables; up to 100
 * @param template JSON with {@code <variable>} where its value goes; up to 8,192 characters
 */
public record EnvelopeTransformer(Map<String, String> inputPaths, String template) {
    private static final String PIPELINE = "pipeline";
    private static final List<String> TEXTS = List.of(
            "specversion",
            "id",
            "source",
            "type",
            "time",
            Extensions.FACT,
            Extensions.RUN,
            Extensions.STEP,
            Extensions.FIRST_LINE,
            Extensions.LAST_LINE,
            Extensions.WAIT_MICROS,
            Extensions.WORK_MICROS,
            Extensions.DATA_LENGTH,
            Extensions.DATA_HASH,
            Extensions.SOURCE_TIME,
            Extensions.TRACE_PARENT);
    private static final List<String> OF_THOSE_THAT_CONSUME = List.of(Extensions.CAUSE_HASH);
    private static final List<String> INTEGERS = List.of(
            Extensions.ATTEMPT,
            Extensions.CHUNK,
            Extensions.RECORDS_IN,
            Extensions.RECORDS_OUT,
            Extensions.EXPANDED,
            Extensions.REJECTED,
            Extensions.FILTERED,
            Extensions.LOADED);

    public EnvelopeTransformer {
        inputPaths = Collections.unmodifiableSortedMap(new TreeMap<>(inputPaths));
    }

    /** The transformer of the rule's target; empty where events are delivered whole. */
    public static Optional<EnvelopeTransformer> of(Rule rule) {
        return switch (rule.shape()) {
            case WHOLE -> Optional.empty();
            case EXTRACTED_ENVELOPE -> Optional.of(naming(List.of()));
            case TRANSFORMED_ENVELOPE -> Optional.of(naming(OF_THOSE_THAT_CONSUME));
        };
    }

    /** Text stands in quotes and numbers do not: EventBridge adds none (its "Common issues"). */
    private static EnvelopeTransformer naming(List<String> moreTexts) {
        Map<String, String> members = new LinkedHashMap<>();
        TEXTS.forEach(name -> members.put(name, "\"" + name + "\":\"<" + name + ">\""));
        moreTexts.forEach(name -> members.put(name, "\"" + name + "\":\"<" + name + ">\""));
        INTEGERS.forEach(name -> members.put(name, "\"" + name + "\":<" + name + ">"));
        Map<String, String> paths = new HashMap<>(Map.of(PIPELINE, "$.source"));
        members.keySet().forEach(name -> paths.put(name, "$.detail." + name));
        String detail = members.values().stream().collect(Collectors.joining(",", "{", "}"));
        // No "time" beside the detail: moto 5.2 takes it for its own, in seconds, and fails.
        return new EnvelopeTransformer(
                paths, "{\"detail-type\":\"<type>\",\"source\":\"<" + PIPELINE + ">\",\"detail\":" + detail + "}");
    }
}
