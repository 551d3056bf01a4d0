package io.quadrille.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happened in a world, a line each, each with the time since the world's beginning. */
final class Timeline {
    private static final int MOST_LINES = 60;
    private static final int LAST_LINES = 12;
    private static final Pattern CHUNK = Pattern.compile("chunk \\d+");

    private Timeline() {}

    /** Hours, minutes, seconds and milliseconds. */
    static String stamp(Duration elapsed) {
        return String.format(
                "%02d:%02d:%02d.%03d",
                elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart(), elapsed.toMillisPart());
    }

    /** The lines that tell the story: the faults, what is about the chunk that the violation names, and the end. */
    static List<String> shorten(List<String> lines) {
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        Matcher named = CHUNK.matcher(lines.get(lines.size() - 1));
        Pattern chunk = named.find() ? Pattern.compile(named.group() + "\\b") : Pattern.compile("VIOLATED");
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isTelling = line.contains("FAULT") || line.contains("gives up") || line.contains("is lost");
            if (isTelling || chunk.matcher(line).find() || i >= lines.size() - LAST_LINES) {
                kept.add(line);
            }
        }
        int left = lines.size() - kept.size();
        if (kept.size() > MOST_LINES) {
            left += kept.size() - MOST_LINES;
            kept = new ArrayList<>(kept.subList(kept.size() - MOST_LINES, kept.size()));
        }
        kept.add(0, "(" + left + " lines about other things are left out)");
        return kept;
    }
}
