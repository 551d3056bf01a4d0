package io.quadrille.simulator;

import java.time.Duration;

/** How a moment of a world is written: hours, minutes, seconds and milliseconds since its beginning. */
final class Timeline {
    private Timeline() {}

    static String stamp(Duration elapsed) {
        return String.format(
                "%02d:%02d:%02d.%03d",
                elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart(), elapsed.toMillisPart());
    }
}
