package io.quadrille.aws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.deployment.Setting;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An extract task that stopped, as ECS tells it: at least once. Shape: "Amazon ECS task state change events" in the
 * Amazon ECS developer guide.
 *
 * @param run the run's id
 * @param launch which launch of the attempt it was, from 1
 * @param exitCode its container's; empty if that never ran
 * @param stopCode such as TaskFailedToStart, EssentialContainerExited, UserInitiated, SpotInterruption
 * @param reason in ECS's words; may be empty
 */
public record StoppedTask(String run, int attempt, int launch, OptionalInt exitCode, String stopCode, String reason) {
    public static final String DETAIL_TYPE = "ECS Task State Change";

    /** By somebody who called StopTask. */
    private static final String BY_HAND = "UserInitiated";

    /** The task of an event; empty for other states, and for tasks that extract nothing. */
    public static Optional<StoppedTask> read(JsonNode event) {
        JsonNode task = event.path("detail");
        if (!event.path("detail-type").asText().equals(DETAIL_TYPE)
                || !task.path("lastStatus").asText().equals("STOPPED")) {
            return Optional.empty();
        }
        return Launch.ofStartedBy(task.path("startedBy").asText())
                .or(() -> Launch.ofSetting(setting(task)))
                .map(launch -> new StoppedTask(
                        launch.run(),
                        launch.attempt(),
                        launch.launch(),
                        exitCode(task),
                        task.path("stopCode").asText(),
                        reason(task)));
    }

    private static String setting(JsonNode task) {
        for (JsonNode container : task.path("overrides").path("containerOverrides")) {
            for (JsonNode variable : container.path("environment")) {
                if (variable.path("name").asText().equals(Setting.RUN.variable())) {
                    return variable.path("value").asText();
                }
            }
        }
        return "";
    }

    /** The worst, should there be a container beside the extract's. */
    private static OptionalInt exitCode(JsonNode task) {
        OptionalInt worst = OptionalInt.empty();
        for (JsonNode container : task.path("containers")) {
            if (container.path("exitCode").isInt()) {
                int code = container.path("exitCode").asInt();
                worst = OptionalInt.of(Math.max(code, worst.orElse(code)));
            }
        }
        return worst;
    }

    private static String reason(JsonNode task) {
        StringBuilder reason = new StringBuilder(task.path("stoppedReason").asText());
        for (JsonNode container : task.path("containers")) {
            if (!container.path("reason").asText().isEmpty()) {
                reason.append(reason.isEmpty() ? "" : "; ")
                        .append(container.path("reason").asText());
            }
        }
        return reason.toString();
    }

    public boolean byHand() {
        return stopCode.equals(BY_HAND);
    }

    /** How it ended, in words, such as {@code exit code 137 (killed: ...): OutOfMemoryError: ...}. */
    public String ending() {
        String how = exitCode.isPresent() ? "exit code " + exitCode.getAsInt() + meaning() : "it never started";
        return how + (stopCode.isEmpty() ? "" : ", " + stopCode) + (reason.isEmpty() ? "" : ": " + reason);
    }

    private String meaning() {
        return switch (exitCode.orElse(0)) {
            case 137 -> " (killed: out of memory, or not stopped in time)";
            case 139 -> " (killed: it read memory that is not its own)";
            case 143 -> " (told to stop)";
            default -> "";
        };
    }
}
