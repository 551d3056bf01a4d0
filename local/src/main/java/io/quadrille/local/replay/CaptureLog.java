package io.quadrille.local.replay;

import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.observer.runs.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of a capture file; each question reads it once, in constant memory beside what is found. Thread safe. */
public final class CaptureLog implements EventLog {
    private final CaptureFile file;

    public CaptureLog(Path file) {
        this.file = new CaptureFile(file);
    }

    /** @throws UnreadableCapture naming the line */
    @Override
    public Reading ofChunk(RunKey run, int chunk) {
        Map<String, Envelope> found = new LinkedHashMap<>();
        boolean[] ofRun = new boolean[1];
        try {
            file.forEach(event -> {
                ofRun[0] |= event.run().equals(run);
                if (isOf(event, run, chunk)) {
                    found.putIfAbsent(event.id(), event);
                }
            });
        } catch (IOException e) {
            return new Reading(List.of(), "The capture " + file.path() + " cannot be read.");
        }
        List<Envelope> events = new ArrayList<>(found.values());
        events.sort(Comparator.comparing(Envelope::time));
        return new Reading(events, gap(ofRun[0], events));
    }

    private @Nullable String gap(boolean ofRun, List<Envelope> events) {
        if (!ofRun) {
            return "The capture " + file.path() + " has no event of this run.";
        }
        return events.isEmpty() ? "The capture " + file.path() + " has no event of this chunk." : null;
    }

    private static boolean isOf(Envelope event, RunKey run, int chunk) {
        try {
            return event.run().equals(run)
                    && Fact.OfChunk.class.isAssignableFrom(event.kind().factClass())
                    && event.chunk().chunk() == chunk;
        } catch (UnreadableEvent e) {
            return false; // it names no chunk
        }
    }
}
