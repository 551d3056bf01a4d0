package io.quadrille.runtime;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.Undeliverable;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import io.quadrille.observer.runs.AmendedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters again, each whole and as it was, to the step that gave it up. They keep their ids, so that a late
 * outcome of the first delivery and one of the second are the same. Thread safe.
 */
final class Redrive {
    private static final String GONE = "is not kept any more";

    private final Workplace place;

    Redrive(Workplace place) {
        this.place = place;
    }

    /** The dead letters that stand, of the run and its amendments. */
    private List<DeadLetter> standing(RunKey run) {
        return letters(run).stream()
                .filter(letter -> bucket(letter)
                        .filter(bucket -> bucket.isDead(slot(letter)))
                        .isPresent())
                .toList();
    }

    private List<DeadLetter> letters(RunKey run) {
        List<DeadLetter> letters = new ArrayList<>();
        AmendedRun.keys(place.ledger(), run)
                .forEach(key -> letters.addAll(place.ledger().deadLetters(key)));
        return letters;
    }

    private Optional<Bucket> bucket(DeadLetter letter) {
        return place.ledger().findBucket(BucketKey.of(letter.fact().key()));
    }

    private static int slot(DeadLetter letter) {
        return BucketKey.slotOf(letter.fact().key().chunk());
    }

    /** By step in order of definition. @param notes takes a sentence for each letter that cannot be sent */
    List<Share> shares(RunTally tally, List<String> notes) {
        List<DeadLetter> sendable = new ArrayList<>();
        for (DeadLetter letter : standing(tally.run())) {
            String fault = fault(letter);
            if (fault == null) {
                sendable.add(letter);
            } else {
                notes.add(fault);
            }
        }
        return tally.findGraph().orElseThrow().nodes().stream()
                .map(node -> share(
                        node.name(),
                        sendable.stream()
                                .map(DeadLetter::fact)
                                .filter(fact -> fact.key().step().equals(node.name()))
                                .toList()))
                .filter(share -> share.events() > 0)
                .toList();
    }

    private static Share share(String step, List<Fact.RecordsDeadLettered> letters) {
        long records =
                letters.stream().mapToLong(Fact.RecordsDeadLettered::records).sum();
        return new Share(step, null, records, letters.size());
    }

    /** Takes up the letters that stand and can be sent, if the amendment is taking up. @return as it then stands */
    Amendment take(RunKey run, Amendment amendment) {
        if (!amendment.open()) {
            return amendment;
        }
        for (DeadLetter letter : standing(run)) {
            if (fault(letter) == null) {
                ChunkKey key = letter.fact().key();
                place.ledger()
                        .revise(
                                key.run(),
                                BucketKey.of(key).bucket(),
                                slice -> slice.withRedriven(key.step(), slot(letter), amendment.number(), place.now()),
                                place.now());
            }
        }
        long records = letters(run).stream()
                .filter(letter -> bucket(letter)
                        .filter(bucket -> bucket.amendment(slot(letter)).redrive() == amendment.number())
                        .isPresent())
                .mapToLong(letter -> letter.fact().records())
                .sum();
        return place.taken(run, amendment, records);
    }

    /** Sends the letters that an amendment took up and that have come to nothing yet. @return how many */
    long send(RunKey run, Amendment amendment) {
        List<DeadLetter> underWay = letters(run).stream()
                .filter(letter -> bucket(letter)
                        .filter(bucket -> bucket.amendment(slot(letter)).redrive() == amendment.number()
                                && bucket.awaits(slot(letter)))
                        .isPresent())
                .toList();
        for (DeadLetter letter : underWay) {
            Envelope event = read(letter).orElseThrow(() -> new IllegalStateException(name(letter) + " " + GONE));
            place.services()
                    .publisher()
                    .publish(List.of(new Envelope(CloudEventBuilder.v1(event.event())
                            .withExtension(Extensions.REDRIVE, Integer.toString(amendment.number()))
                            .withExtension(
                                    Extensions.REDRIVE_TO, letter.fact().key().step())
                            .build())));
        }
        return underWay.size();
    }

    /** Why a letter cannot be sent, as a sentence; null where it can. */
    private @Nullable String fault(DeadLetter letter) {
        try {
            Optional<Envelope> event = read(letter);
            if (event.isEmpty()) {
                return name(letter) + " " + GONE + ".";
            }
            place.services().claimChecks().fetch(event.get());
            return null;
        } catch (UnreadableEvent | Undeliverable | ClaimChecks.Missing e) {
            return name(letter) + " cannot be sent: " + e.getMessage() + ".";
        }
    }

    private Optional<Envelope> read(DeadLetter letter) {
        return place.ports().blobs().find(letter.fact().message()).map(EventBridgeJson::read);
    }

    private static String name(DeadLetter letter) {
        return "The dead letter of " + letter.fact().key();
    }
}
