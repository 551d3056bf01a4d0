package io.quadrille.aws.ecs;

import io.quadrille.events.RunKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which launch of which attempt a task is, as its {@code startedBy} says: {@code quadrille/run/attempt/launch}.
 *
 * @param run the run's id
 * @param launch from 1
 */
record Launch(String run, int attempt, int launch) {
    private static final Pattern STARTED_BY = Pattern.compile("quadrille/(\\w{1,64})/(\\d{1,9})/(\\d{1,9})");
    private static final Pattern OF_SETTING = Pattern.compile("(\\w{1,64})/(\\d{1,9})");

    static Launch of(RunKey run, int launch) {
        return new Launch(run.run(), run.attempt(), launch);
    }

    static Optional<Launch> ofStartedBy(String startedBy) {
        Matcher parts = STARTED_BY.matcher(startedBy);
        return parts.matches()
                ? Optional.of(
                        new Launch(parts.group(1), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    /** @param setting run and attempt; of a task that somebody started by hand, which counts as a first launch */
    static Optional<Launch> ofSetting(String setting) {
        Matcher parts = OF_SETTING.matcher(setting);
        return parts.matches()
                ? Optional.of(new Launch(parts.group(1), Integer.parseInt(parts.group(2)), 1))
                : Optional.empty();
    }

    /** At most 128 letters, digits, slashes, hyphens and underscores (RunTask in the Amazon ECS API reference). */
    String startedBy() {
        return "quadrille/" + run + "/" + attempt + "/" + launch;
    }

    /** The same at every try: at most 64 ASCII characters (RunTask in the Amazon ECS API reference). */
    String clientToken() {
        return run + "-" + attempt + "-" + launch;
    }

    /** The value of the RUN setting. */
    String setting() {
        return run + "/" + attempt;
    }
}
