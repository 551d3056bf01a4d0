package io.quadrille.events.documents;

import io.quadrille.events.FactKind;

/** What each kind of fact says and who says it, in one sentence each, for documents. */
final class FactText {
    private FactText() {}

    static String meaning(FactKind kind) {
        return switch (kind) {
            case RUN_STARTED -> "A source was taken up; on the bus before any of its records.";
            case FILE_EXTRACTED -> "The extract read its source to the end: the closing totals.";
            case RECORDS_EXTRACTED -> "Records were read from the source.";
            case RECORDS_TRANSFORMED -> "Records were transformed, filtered or expanded.";
            case RECORDS_LOADED -> "Records are in a table, or a newer version of them is.";
            case RECORDS_REJECTED -> "The rejects of one chunk at one step; on the bus before the chunk's outcome.";
            case RECORDS_DEAD_LETTERED -> "A whole chunk ran out of deliveries at a step.";
            case STEP_FAILED -> "A delivery failed and will be tried again; nothing is counted from it.";
            case RUN_FAILED ->
                "The run ended before its source did: that was refused, gone or denied, or its extract broke off too"
                        + " often.";
            case RUN_COMPLETED -> "Every record of the run has its fate.";
            case RUN_STALLED -> "Nothing has happened in a run for long, and it is not complete.";
            case RUN_AMENDED -> "A retry, redrive or republish began on a run.";
        };
    }

    static Sender sender(FactKind kind) {
        return switch (kind) {
            case RUN_STARTED, FILE_EXTRACTED, RECORDS_EXTRACTED, RUN_FAILED -> Sender.EXTRACT;
            case RECORDS_TRANSFORMED -> Sender.MIDDLE_STEP;
            case RECORDS_LOADED -> Sender.LOAD;
            case RECORDS_REJECTED -> Sender.EVERY_STEP;
            case STEP_FAILED -> Sender.QUEUED_STEP;
            case RECORDS_DEAD_LETTERED -> Sender.DEAD_LETTER_RECORDER;
            case RUN_COMPLETED, RUN_STALLED -> Sender.OBSERVER;
            case RUN_AMENDED -> Sender.OPERATOR;
        };
    }

    /** Who may emit a kind of fact. */
    enum Sender {
        EXTRACT("the extract"),
        MIDDLE_STEP("a transform, filter or expand step"),
        LOAD("a load step"),
        EVERY_STEP("every step"),
        QUEUED_STEP("every step with a queue"),
        DEAD_LETTER_RECORDER("the dead-letter recorder"),
        OBSERVER("the observer"),
        OPERATOR("the operator");

        final String words;

        Sender(String words) {
            this.words = words;
        }
    }
}
