package io.quadrille.simulator;

import io.quadrille.events.Extensions;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.runtime.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A planted bug: a collaborator that does what must not be done. A simulator that does not find each of them proves
 * nothing.
 */
public enum Mutant implements Tampering {
    /** A message is done with before its outcome is on the bus. */
    ACK_BEFORE_OUTCOME {
        @Override
        public Delivery.Consumer consumer(Delivery.Consumer consumer, World world) {
            return batch -> {
                consumer.handle(batch);
                return batch.stream().<Disposition>map(delivery -> new Done()).toList();
            };
        }
    },
    /** Where one message of a batch is done, all are. */
    PARTIAL_BATCH_DROPPED {
        @Override
        public Delivery.Consumer consumer(Delivery.Consumer consumer, World world) {
            return batch -> {
                List<Disposition> results = consumer.handle(batch);
                return results.stream().anyMatch(Done.class::isInstance)
                        ? batch.stream()
                                .<Disposition>map(delivery -> new Done())
                                .toList()
                        : results;
            };
        }
    },
    /** An event that is published again has another id. */
    RANDOM_IDS {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.withRandomIds(bus, world);
        }
    },
    /** The entries that a call refuses are not looked at. */
    FAILED_ENTRIES_IGNORED {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.thatIgnoresRefusals(bus);
        }
    },
    /** A completion that could not be announced is marked as announced. */
    MARKED_BEFORE_ANNOUNCED {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.thatLosesFailures(bus, "run-completed");
        }
    },
    /** A dead letter that could not be told of is not told of. */
    DEAD_LETTER_UNTOLD {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.thatLosesFailures(bus, "records-dead-lettered");
        }
    },
    /** The watchdog calls complete what it finds stalled. */
    WATCHDOG_COMPLETES {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.thatCompletesTheStalled(bus, world);
        }
    },
    /** Records are counted as loaded although the table failed. */
    COUNTED_BEFORE_WRITTEN {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withTablesThatHideFailures(ports);
        }
    },
    /** The row that arrives last stays, whatever its version. */
    LAST_ARRIVAL_WINS {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withVersionsByArrival(ports, world);
        }
    },
    /** A duplicate is counted once more. */
    UNGUARDED_ADD {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withUnguardedAdd(ports);
        }
    },
    /** A bucket is read, then written whole, over what others wrote meanwhile. */
    LEDGER_LOST_UPDATE {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withLostUpdates(ports, world);
        }
    },
    /** Rejects are marked as stored although they could not be. */
    REJECTS_MARKED_UNSTORED {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withRejectsLost(ports);
        }
    },
    /** An event goes out before its claim check is written. */
    CLAIM_CHECK_AFTER_EVENT {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withLateClaims(ports, world);
        }
    },
    /** A dead letter is told of, and its message not kept. */
    DEAD_MESSAGE_NOT_KEPT {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withoutDeadMessages(ports);
        }
    },
    /** The data key of one run is used for the next. */
    KEY_CACHED_ACROSS_RUNS {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withOneKey(ports);
        }
    },
    /** The message of a reject quotes the line. */
    SENSITIVE_IN_CLEAR {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.thatQuotesLines(bus, world);
        }
    },
    /** A run of sensitive records is registered without a key. */
    NO_DATA_KEY {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withoutKeys(ports);
        }
    },
    /** A launch that comes again takes its own time for the version's. */
    SOURCE_TIME_TAKEN_ANEW {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withRegistrationsForgotten(ports, world);
        }
    },
    /** A launch that comes again cuts the file elsewhere. */
    CHUNKS_BY_TIMING {
        @Override
        public Bindings bindings(Bindings bindings, World world, int launch) {
            return launch == 0
                    ? bindings
                    : SimulatedPipelines.bindings(
                            world.plan().pipeline(), world.plan().chunkRecords() + 1);
        }
    },
    /** A notification that comes again begins another attempt. */
    NOTIFICATION_TAKEN_FOR_NEW {
        @Override
        public boolean takesEveryNotificationForNew() {
            return true;
        }
    },
    /** A completion is told without what the sinks took. */
    COMPLETION_WITHOUT_TOTALS {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.thatCompletesWithoutTotals(bus);
        }
    },
    /** Of two records of a key in one chunk the older one stays. */
    DUPLICATE_KEYS_DROPPED {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withDuplicatesDropped(ports);
        }
    },
    /** What a retry takes up still counts as rejected. */
    RETRY_RECOUNTS {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withRetriesCountedAnew(ports);
        }
    },
    /** What a retry takes up stays in the list of rejects, and is not sent. */
    RETRY_TAKES_NOTHING_UP {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withRejectsNotTakenUp(ports);
        }
    },
    /** What a retry sends is worked on by steps that have had it. */
    RETRY_FORGETS_WHO_IS_OWED {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.without(bus, Extensions.OWED);
        }
    },
    /** What a retry loads replaces newer rows. */
    RETRY_MAKES_NEW_VERSIONS {
        @Override
        public EventBus bus(EventBus bus, World world) {
            return PlantedBuses.thatMakesRetriesNew(bus, world);
        }
    },
    /** The ledger is not told that a dead letter is taken up. */
    REDRIVE_WITHOUT_AMEND {
        @Override
        public Ports ports(Ports ports, World world) {
            return PlantedStores.withRedrivesUnamended(ports);
        }
    },
    /** A message whose visibility time has passed is not shown again. */
    EXPIRED_VISIBILITY_IGNORED {
        @Override
        public Scheduler queueTimer(Scheduler scheduler, World world) {
            return new Scheduler() {
                @Override
                public void execute(Runnable task) {
                    scheduler.execute(task);
                }

                @Override
                public Cancellable schedule(Duration delay, Runnable task) {
                    boolean isVisibility = delay.equals(Duration.ofSeconds(60));
                    return isVisibility ? () -> {} : scheduler.schedule(delay, task);
                }
            };
        }
    };

    /** As reports have it: lower case, with hyphens. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
