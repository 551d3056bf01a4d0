package io.quadrille.observer;

import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.events.pipeline.Graph;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Reads facts from envelopes, and refuses what would be stored in part only. */
final class FactReader {
    private FactReader() {}

    /** @throws UnreadableEvent saying why, without values */
    static Fact read(Envelope envelope) {
        Fact fact = Facts.fact(envelope);
        try {
            requireWhole(envelope, fact);
        } catch (UnreadableEvent e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableEvent(name(envelope) + " lacks a part");
        }
        return fact;
    }

    private static void requireWhole(Envelope envelope, Fact fact) {
        if (!fact.run().equals(envelope.run())
                || fact instanceof Fact.OfChunk of && !of.key().equals(envelope.chunk())) {
            throw new UnreadableEvent(name(envelope) + " speaks of another run or chunk than its attributes");
        }
        Objects.requireNonNull(envelope.time());
        if (fact instanceof Fact.RunStarted started) {
            requireWhole(envelope, started);
        } else if (fact instanceof Fact.FileExtracted totals) {
            requireNatural(envelope, Math.min(totals.chunks(), totals.records()));
        } else if (fact instanceof Fact.RecordsRejected rejected) {
            rejected.rejections().forEach(rejection -> Objects.requireNonNull(rejection.origin()));
        } else if (fact instanceof Fact.RecordsDeadLettered dead) {
            requireNatural(envelope, dead.records());
            Objects.requireNonNull(dead.reason());
            Objects.requireNonNull(dead.message());
        } else if (fact instanceof Fact.RunFailed failed) {
            Objects.requireNonNull(failed.reason());
        } else if (fact instanceof Fact.RunAmended amended) {
            Objects.requireNonNull(amended.action());
        }
    }

    private static void requireWhole(Envelope envelope, Fact.RunStarted started) {
        Objects.requireNonNull(started.sourceTime());
        Objects.requireNonNull(started.digest());
        Objects.requireNonNull(started.source().key());
        Set<String> before = new HashSet<>();
        for (Graph.Node node : started.graph().nodes()) {
            Objects.requireNonNull(node.kind());
            boolean fed = node.upstream() == null ? before.isEmpty() : before.contains(node.upstream());
            if (!fed || !before.add(node.name())) {
                throw new UnreadableEvent(name(envelope) + ": its graph's steps do not follow from one extract");
            }
        }
        if (before.isEmpty()) {
            throw new UnreadableEvent(name(envelope) + ": its graph has no steps");
        }
    }

    private static void requireNatural(Envelope envelope, long number) {
        if (number < 0) {
            throw new UnreadableEvent(name(envelope) + " has a negative count");
        }
    }

    private static String name(Envelope envelope) {
        return "event " + envelope.id() + " (" + envelope.type() + ")";
    }
}
