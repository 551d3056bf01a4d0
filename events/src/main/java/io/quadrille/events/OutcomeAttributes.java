package io.quadrille.events;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.ChunkOutcome.Timing;

/** A step's outcome in an event's attributes. */
final class OutcomeAttributes {
    /** The longest list of filtered lines, in characters: a small part of what an event may carry. */
    private static final int MOST_FILTERED_LINES = 2_000;

    private OutcomeAttributes() {}

    static void write(CloudEventBuilder event, ChunkOutcome outcome) {
        Counts counts = outcome.counts();
        event.withExtension(Extensions.RECORDS_IN, integer(counts.in()))
                .withExtension(Extensions.RECORDS_OUT, integer(counts.out()))
                .withExtension(Extensions.EXPANDED, integer(counts.expanded()))
                .withExtension(Extensions.REJECTED, integer(counts.rejected()))
                .withExtension(Extensions.FILTERED, integer(counts.filtered()))
                .withExtension(Extensions.LOADED, integer(counts.loaded()))
                .withExtension(Extensions.FIRST_LINE, Long.toString(outcome.firstLine()))
                .withExtension(Extensions.LAST_LINE, Long.toString(outcome.lastLine()))
                .withExtension(
                        Extensions.WAIT_MICROS, Long.toString(outcome.timing().waitMicros()))
                .withExtension(
                        Extensions.WORK_MICROS, Long.toString(outcome.timing().workMicros()));
        if (outcome.dataHash() != null) {
            event.withExtension(Extensions.DATA_HASH, outcome.dataHash());
        }
        if (outcome.causeHash() != null) {
            event.withExtension(Extensions.CAUSE_HASH, outcome.causeHash());
        }
        String filtered =
                outcome.filteredLines() == null ? "" : outcome.filteredLines().toString();
        if (!filtered.isEmpty() && filtered.length() <= MOST_FILTERED_LINES) {
            event.withExtension(Extensions.FILTERED_LINES, filtered);
        }
    }

    /** A count of one chunk fits a CloudEvents Integer. */
    private static int integer(long count) {
        return Math.toIntExact(count);
    }

    static ChunkOutcome read(Envelope envelope) {
        try {
            return new ChunkOutcome(
                    envelope.chunk(),
                    new Counts(
                            envelope.requireNumber(Extensions.RECORDS_IN),
                            envelope.requireNumber(Extensions.RECORDS_OUT),
                            envelope.requireNumber(Extensions.EXPANDED),
                            envelope.requireNumber(Extensions.REJECTED),
                            envelope.requireNumber(Extensions.FILTERED),
                            envelope.requireNumber(Extensions.LOADED)),
                    envelope.requireNumber(Extensions.FIRST_LINE),
                    envelope.requireNumber(Extensions.LAST_LINE),
                    envelope.findText(Extensions.DATA_HASH).orElse(null),
                    envelope.findText(Extensions.CAUSE_HASH).orElse(null),
                    new Timing(
                            envelope.requireNumber(Extensions.WAIT_MICROS),
                            envelope.requireNumber(Extensions.WORK_MICROS)),
                    envelope.findText(Extensions.FILTERED_LINES)
                            .map(LineRanges::parse)
                            .orElse(null));
        } catch (IllegalArgumentException e) {
            throw new UnreadableEvent("event " + envelope.id() + ": " + e.getMessage());
        }
    }
}
