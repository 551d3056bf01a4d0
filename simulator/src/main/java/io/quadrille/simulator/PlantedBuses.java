package io.quadrille.simulator;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.Rejection;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.EventBus.PutResult;
import io.quadrille.handlers.ports.RetryableFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Buses with a bug. */
final class PlantedBuses {
    private PlantedBuses() {}

    private interface Putting {
        List<PutResult> put(List<Envelope> entries);
    }

    private static EventBus of(EventBus bus, Putting putting) {
        return new EventBus() {
            @Override
            public int maxEntryBytes() {
                return bus.maxEntryBytes();
            }

            @Override
            public List<PutResult> putEvents(List<Envelope> entries) {
                return putting.put(entries);
            }
        };
    }

    static EventBus withRandomIds(EventBus bus, World world) {
        return of(
                bus,
                entries -> bus.putEvents(entries.stream()
                        .map(entry -> new Envelope(CloudEventBuilder.v1(entry.event())
                                .withId(entry.id() + Long.toHexString(world.draw()))
                                .build()))
                        .toList()));
    }

    static EventBus thatIgnoresRefusals(EventBus bus) {
        return of(bus, entries -> {
            bus.putEvents(entries);
            return accepted(entries);
        });
    }

    private static List<PutResult> accepted(List<Envelope> entries) {
        return entries.stream().map(entry -> PutResult.ACCEPTED).toList();
    }

    static EventBus thatLosesFailures(EventBus bus, String fact) {
        return of(bus, entries -> {
            if (!entries.get(0).kind().attribute().equals(fact)) {
                return bus.putEvents(entries);
            }
            try {
                bus.putEvents(entries);
            } catch (RetryableFailure lost) {
                return accepted(entries);
            }
            return accepted(entries);
        });
    }

    /** Reject messages quote the line. */
    static EventBus thatQuotesLines(EventBus bus, World world) {
        return of(
                bus,
                entries -> bus.putEvents(entries.stream()
                        .map(entry -> entry.kind() == FactKind.RECORDS_REJECTED
                                        && entry.data().isPresent()
                                ? quoting(entry, world)
                                : entry)
                        .toList()));
    }

    private static Envelope quoting(Envelope entry, World world) {
        Fact.RecordsRejected fact = (Fact.RecordsRejected) Facts.fact(entry);
        List<Rejection> quoting = fact.rejections().stream()
                .map(rejection -> new Rejection(
                        rejection.origin(),
                        rejection.column(),
                        rejection.code(),
                        rejection.message() + ": "
                                + world.witness()
                                        .lineOf(fact.run(), rejection.origin().line())))
                .toList();
        Instant time = world.time().instant();
        return Facts.envelope(
                new Fact.RecordsRejected(fact.key(), quoting),
                new Emission(time, entry.findText("cause").orElse(null), Emission.Context.of(entry)));
    }

    /** Events without an attribute. */
    static EventBus without(EventBus bus, String attribute) {
        return of(
                bus,
                entries -> bus.putEvents(entries.stream()
                        .map(entry -> new Envelope(CloudEventBuilder.v1(entry.event())
                                .withoutExtension(attribute)
                                .build()))
                        .toList()));
    }

    /** What a retry sends shows the time at which it is sent as its source's. */
    static EventBus thatMakesRetriesNew(EventBus bus, World world) {
        return of(
                bus,
                entries -> bus.putEvents(entries.stream()
                        .map(entry -> entry.run().amends()
                                ? new Envelope(CloudEventBuilder.v1(entry.event())
                                        .withExtension(
                                                Extensions.SOURCE_TIME,
                                                world.time().instant().toString())
                                        .build())
                                : entry)
                        .toList()));
    }

    static EventBus thatCompletesWithoutTotals(EventBus bus) {
        return of(
                bus,
                entries -> bus.putEvents(entries.stream()
                        .map(entry -> entry.kind() == FactKind.RUN_COMPLETED ? withoutTotals(entry) : entry)
                        .toList()));
    }

    private static Envelope withoutTotals(Envelope entry) {
        Fact.RunCompleted told = (Fact.RunCompleted) Facts.fact(entry);
        Fact fact = new Fact.RunCompleted(told.run(), told.status(), told.extracted(), List.of());
        return Facts.envelope(
                fact, new Emission(entry.time(), entry.findText("cause").orElse(null), Emission.Context.of(entry)));
    }

    static EventBus thatCompletesTheStalled(EventBus bus, World world) {
        return of(bus, entries -> {
            List<Envelope> more = new ArrayList<>(entries);
            for (Envelope entry : entries) {
                if (entry.kind().attribute().equals("run-stalled")) {
                    Fact fact = new Fact.RunCompleted(entry.run(), "COMPLETE", 0, List.of());
                    more.add(Facts.envelope(
                            fact, new Emission(world.time().instant(), null, Emission.Context.of(entry))));
                }
            }
            return bus.putEvents(more).subList(0, entries.size());
        });
    }
}
