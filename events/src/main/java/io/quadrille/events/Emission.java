package io.quadrille.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event carries beside its fact.
 *
 * @param time when it is published
 * @param cause the id of the event that it answers; null where none does
 * @param context what every event of a run carries from its start
 */
public record Emission(Instant time, @Nullable String cause, Context context) {

    /**
     * What is handed on from event to event.
     *
     * @param sourceTime the source version's time
     * @param sequencer the S3 notification's sequencer, which orders versions of one second; null for a local file
     * @param dataKey the run's wrapped data key, base64; null without sensitive fields
     * @param owed of what a retry sends, the step that rejected the records; null otherwise
     */
    public record Context(
            Instant sourceTime, @Nullable String sequencer, @Nullable String dataKey, @Nullable String owed) {
        /** What no retry sends. */
        public Context(Instant sourceTime, @Nullable String sequencer, @Nullable String dataKey) {
            this(sourceTime, sequencer, dataKey, null);
        }

        /** The context that an event carries. */
        public static Context of(Envelope envelope) {
            return new Context(
                    instant(envelope),
                    envelope.findText(Extensions.SEQUENCER).orElse(null),
                    envelope.findText(Extensions.DATA_KEY).orElse(null),
                    envelope.findText(Extensions.OWED).orElse(null));
        }

        private static Instant instant(Envelope envelope) {
            String text = envelope.requireText(Extensions.SOURCE_TIME);
            try {
                return Instant.parse(text);
            } catch (java.time.DateTimeException e) {
                throw new UnreadableEvent("event " + envelope.id() + ": sourcetime is not an ISO 8601 instant");
            }
        }
    }
}
