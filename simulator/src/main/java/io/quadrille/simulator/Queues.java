package io.quadrille.simulator;

import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The consumers and dead-letter targets of a world's queues: each delivery is a work of one of the workers. */
final class Queues {
    /** So long that only the visibility time can bring a message back. */
    private static final Duration NEVER = Duration.ofDays(30);

    /** Who is handed the observer's own dead letters, for coverage. */
    private static final String REDRIVEN = Rule.OBSERVER + "-redrive";

    private final World world;
    private final List<Delivery> unobserved = new ArrayList<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private int redrives;

    Queues(World world) {
        this.world = world;
    }

    void add(Rule rule, StepSettings settings) {
        boolean observer = rule.target().equals(Rule.OBSERVER);
        Delivery.Consumer consumer = batch -> handle(rule.target(), observer, settings, batch);
        world.bus()
                .addQueue(
                        rule,
                        settings,
                        world.tampering().consumer(consumer, world),
                        observer ? this::unobserved : (letter, reason) -> bury(rule.target(), letter, reason));
    }

    private List<Disposition> handle(String target, boolean observer, StepSettings settings, List<Delivery> batch) {
        List<Disposition> dispositions = new ArrayList<>(batch.size());
        List<Delivery> handled = new ArrayList<>(batch.size());
        List<Integer> places = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Disposition early = early(target, batch.get(i), settings);
            dispositions.add(early == null ? new Done() : early);
            if (early == null) {
                handled.add(batch.get(i));
                places.add(i);
            }
        }
        if (!handled.isEmpty()) {
            List<Disposition> results = work(target, observer, settings, handled);
            for (int i = 0; i < results.size(); i++) {
                dispositions.set(places.get(i), results.get(i));
            }
        }
        return dispositions;
    }

    /** What becomes of a message that is not handled this time; null for one that is. */
    private @Nullable Disposition early(String target, Delivery delivery, StepSettings settings) {
        String id = eventId(delivery);
        long place = Chance.place(target + "/" + world.describe(id));
        Adversary adversary = world.adversary();
        if (adversary.strikes(
                Fault.EXHAUST, place, () -> "every delivery to " + target + " of " + world.describe(id))) {
            return new Retry(settings.visibility(), "the worker dies of it");
        }
        if (delivery.receives() == 1
                && adversary.strikes(Fault.DELAY, place, () -> target + " waits for " + world.describe(id))) {
            return new Retry(
                    Chance.between(adversary.detail(Fault.DELAY, place), Duration.ofMillis(5), Duration.ofMinutes(15)),
                    "not here yet");
        }
        return null;
    }

    private List<Disposition> work(String target, boolean observer, StepSettings settings, List<Delivery> batch) {
        String first = eventId(batch.get(0));
        String handled = target + ", " + world.describe(first) + ", delivery "
                + batch.get(0).receives();
        int copy = copies.merge(handled, 1, Integer::sum);
        String name = copy == 1 ? handled : handled + ", copy " + copy;
        long place = Chance.place(name);
        Work work = new Work(name, target.startsWith(REDRIVEN) ? REDRIVEN : target, world.anyWorker(place));
        if (world.isTold()) {
            for (Delivery delivery : batch) {
                world.tell(target + " is handed " + world.describe(eventId(delivery)) + ", delivery "
                        + delivery.receives() + " (" + work.worker.name + ")");
            }
        }
        List<Disposition> dispositions = world.as(work, () -> {
            List<Disposition> results;
            if (observer) {
                world.witness().delivered(batch);
            }
            try {
                results = work.worker.consumer(target, observer).handle(batch);
            } catch (Work.Lost lost) {
                results = List.of();
            }
            if (work.isLost()) {
                world.tell(name + " is lost: its messages come again after their visibility time");
                world.pause(settings.visibility().plusSeconds(1));
                return batch.stream()
                        .<Disposition>map(delivery -> new Retry(NEVER, "lost"))
                        .toList();
            }
            return results;
        });
        if (observer) {
            world.witness().observed(batch, dispositions);
        }
        return forgetful(target, settings, batch, dispositions);
    }

    /** Some of what is done is not acknowledged. */
    private List<Disposition> forgetful(
            String target, StepSettings settings, List<Delivery> batch, List<Disposition> dispositions) {
        List<Disposition> results = new ArrayList<>(dispositions);
        for (int i = 0; i < results.size(); i++) {
            Delivery delivery = batch.get(i);
            if (world.isTold()) {
                world.tell("  " + target + ", " + world.describe(eventId(delivery)) + ": " + told(results.get(i)));
            }
            String id = eventId(delivery);
            long place = Chance.place(target + "/" + world.describe(id) + "/" + delivery.receives());
            if (results.get(i) instanceof Done
                    && delivery.receives() < StepSettings.MAX_RECEIVES
                    && world.adversary()
                            .strikes(
                                    Fault.PARTIAL_BATCH,
                                    place,
                                    () -> target + " does not acknowledge " + world.describe(id))) {
                results.set(i, new Retry(settings.visibility(), "not acknowledged"));
            }
        }
        return results;
    }

    private static String told(Disposition disposition) {
        if (disposition instanceof Retry retry) {
            return "again in " + retry.backOff() + ": " + retry.reason();
        }
        return disposition instanceof Delivery.Dead dead ? "dead: " + dead.reason() : "done";
    }

    private void bury(String target, Delivery letter, String reason) {
        world.witness().buried(target, letter, reason);
        String name = "dead letter of " + target + ", " + world.describe(eventId(letter)) + " at "
                + world.time().elapsed();
        Work work = new Work(name, "dead-letters", world.anyWorker(Chance.place(name)));
        world.tell(target + " gives up " + world.describe(eventId(letter)) + ": " + reason);
        world.<Boolean>as(work, () -> {
            work.worker.runtime.deadLetters().record(target, letter, reason);
            return true;
        });
    }

    private void unobserved(Delivery letter, String reason) {
        world.tell("the observer's queue gives up " + world.describe(eventId(letter)) + ": " + reason);
        unobserved.add(letter);
        if (world.adversary().isHealed()) {
            world.time().schedule(Duration.ofMinutes(5), this::redriveObserver);
        }
    }

    /** The observer's own dead letters go back to it, as the runbook says, once the faults have ended. */
    void redriveObserver() {
        List<Delivery> letters = List.copyOf(unobserved);
        unobserved.clear();
        for (Delivery letter : letters) {
            Delivery again = new Delivery(letter.body(), 1, letter.sentAt());
            redrives++;
            Disposition result = work(REDRIVEN + "-" + redrives, true, StepSettings.DEFAULT, List.of(again))
                    .get(0);
            if (!(result instanceof Done)) {
                unobserved.add(letter);
            }
        }
        if (!unobserved.isEmpty()) {
            world.time().schedule(Duration.ofMinutes(5), this::redriveObserver);
        }
    }

    /** The id that the EventBridge wrapper begins with. */
    static String eventId(Delivery delivery) {
        String head = new String(delivery.body(), 0, Math.min(80, delivery.body().length), StandardCharsets.ISO_8859_1);
        int at = head.indexOf("\"id\":\"") + 6;
        return head.substring(at, head.indexOf('"', at));
    }
}
