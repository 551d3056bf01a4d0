package io.quadrille.events.documents;

import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.RecordType;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A pipeline as a Mermaid flowchart, which GitHub renders in a {@code mermaid} block: the drop, the steps with their
 * queues, event types on the edges, tables, rejects and dead letters, and the observer by a dotted catch-all edge.
 */
public final class Mermaid {
    private final StringJoiner lines = new StringJoiner("\n", "", "\n");
    private final Pipeline pipeline;
    private final List<Step<?, ?>> steps;

    private Mermaid(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.steps = pipeline.steps();
    }

    /** The flowchart, ending in a line feed; the same pipeline always gives the same text. */
    public static String of(Pipeline pipeline) {
        return new Mermaid(pipeline).draw();
    }

    private String draw() {
        lines.add("flowchart LR");
        lines.add("    drop[(\"S3: a CSV is dropped\")]");
        lines.add("    subgraph bus[\"" + label("bus: " + pipeline.name()) + "\"]");
        for (int i = 0; i < steps.size(); i++) {
            lines.add("        step" + i + "[\"" + describe(steps.get(i)) + "\"]");
        }
        for (int i = 0; i < steps.size(); i++) {
            edgesFrom(i);
        }
        lines.add("    end");
        lines.add("    drop --> step0");
        for (int i = 0; i < steps.size(); i++) {
            sinkOf(i);
        }
        // From the bus as a whole: an edge from each step would hide the flow.
        lines.add("    bus -->|\"records refused\"| rejects[/\"rejects: line, column, code\"/]");
        lines.add("    bus -->|\"chunks out of deliveries\"| deadletters[/\"dead letters\"/]");
        lines.add("    bus -. \"every event\" .-> observer([\"observer\"])");
        return lines.toString();
    }

    private void edgesFrom(int emitter) {
        steps.get(emitter).emits().ifPresent(type -> {
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).consumes().filter(type::equals).isPresent()) {
                    lines.add("        step" + emitter + " -->|\"" + label(type.name()) + "\"| step" + i);
                }
            }
        });
    }

    private void sinkOf(int index) {
        Step<?, ?> step = steps.get(index);
        if (step instanceof LoadStep<?> load) {
            lines.add("    step" + index + " --> table" + index + "[(\""
                    + label("table " + load.table().name()) + "<br/>"
                    + label("key " + String.join(", ", load.table().keys())) + "\")]");
        }
        step.emits()
                .filter(pipeline.endings()::contains)
                .map(RecordType::name)
                .ifPresent(type -> lines.add("    step" + index + " -->|\"" + label(type) + "\"| out" + index
                        + "([\"out of the pipeline\"])"));
    }

    private static String describe(Step<?, ?> step) {
        String kind = step.kind().name().toLowerCase(Locale.ROOT);
        String first = label(step.name().equals(kind) ? kind : kind + " " + step.name());
        return step.kind() == StepKind.EXTRACT
                ? first
                : first + "<br/>queue, at most " + step.settings().concurrency() + " at once";
    }

    /** Whatever could end a label or read as mark-up, as Mermaid's entity codes. */
    private static String label(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || " .,:_-".indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append('#').append(c).append(';');
            }
        });
        return escaped.toString();
    }
}
