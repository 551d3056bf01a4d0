package io.quadrille.observer.api;

import static io.quadrille.observer.runs.Words.counted;
import static io.quadrille.observer.runs.Words.grouped;

import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import java.util.stream.Collectors;

/** What an amendment would send, in a sentence. */
final class AmendmentWords {
    private AmendmentWords() {}

    /** Such as {@code 198 rejected records are read from the source again and sent once more: 198 NOT_A_NUMBER at load.} */
    static String sentence(AmendmentPlan plan) {
        if (plan.isEmpty()) {
            return "There is nothing to send.";
        }
        String what =
                switch (plan.request().action()) {
                    case RETRY ->
                        counted(plan.records(), "rejected record")
                                + (plan.records() == 1 ? " is" : " are")
                                + " read from the source again and sent once more";
                    case REDRIVE ->
                        counted(plan.events(), "dead letter") + " with " + counted(plan.records(), "record")
                                + (plan.events() == 1 ? " is" : " are") + " sent once more";
                    case REPUBLISH ->
                        counted(plan.events(), "event") + " with " + counted(plan.records(), "record")
                                + (plan.events() == 1 ? " is" : " are")
                                + " put on the bus once more; what is known already counts nothing";
                };
        return what + ": " + plan.shares().stream().map(AmendmentWords::share).collect(Collectors.joining(", ")) + ".";
    }

    private static String share(Share share) {
        return grouped(share.records()) + (share.code() == null ? "" : " " + share.code()) + " at " + share.step();
    }
}
