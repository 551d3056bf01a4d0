package io.quadrille.aws.ledger;

import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a run's item with its unsettled buckets as they stood at one moment: in one transaction, which takes 100 items.
 *
 * <p>More than that are read in groups of bucket numbers, each in a transaction with the run's item. Chunks never leave
 * their bucket's number, so what adds up does so for each number by itself: groups of different moments go together if
 * the last of the run's items that were read has the same buckets closed in them. Asking that it is the same item would
 * never end while a large run closes buckets elsewhere. Thread safe.
 */
final class RunSnapshots {
    /** One of the 100 is the run's. */
    static final int MOST_BUCKETS_AT_ONCE = 99;

    private final LedgerCalls calls;
    private final RunItems runs;
    private final Contention contention;

    RunSnapshots(LedgerCalls calls, RunItems runs, Contention contention) {
        this.calls = calls;
        this.runs = runs;
        this.contention = contention;
    }

    Optional<RunSnapshot> read(RunKey run) {
        Optional<RunTally> found = runs.find(run);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Reading reading = new Reading(run, found.get());
        return Optional.of(contention.settle(
                "Reading run " + run + " from ledger table '" + calls.table() + "' as it stood at one moment",
                reading::attempt));
    }

    /** Bucket numbers that are read together, at every step that may have a bucket of that number. */
    private static final class Group {
        final NavigableMap<Integer, NavigableSet<String>> steps = new TreeMap<>();
        final List<Bucket> buckets = new ArrayList<>();
        /** As read with the buckets; null until then. */
        @Nullable
        RunTally tally;

        int size() {
            return steps.values().stream().mapToInt(Set::size).sum();
        }

        /** Whether what was read goes with the run's item as it was read later. */
        boolean goesWith(RunTally later) {
            RunTally read = tally;
            return read != null
                    && read.revision() == later.revision()
                    && steps.entrySet().stream().allMatch(entry -> entry.getValue().stream()
                            .allMatch(step -> read.step(step).isClosed(entry.getKey())
                                    == later.step(step).isClosed(entry.getKey())));
        }
    }

    /** The attempts at one snapshot; groups that were read are kept as long as they go with the rest. */
    private final class Reading {
        private final RunKey run;
        private RunTally latest;
        private RunTally planned;
        private List<Group> groups;

        Reading(RunKey run, RunTally found) {
            this.run = run;
            this.latest = found;
            this.planned = found;
            this.groups = plan(run, found);
        }

        Optional<RunSnapshot> attempt() {
            if (!latest.findGraph().equals(planned.findGraph()) || latest.firstUnsettled() < planned.firstUnsettled()) {
                planned = latest;
                groups = plan(run, latest);
            }
            for (Group group : groups) {
                if (!group.goesWith(latest)) {
                    read(group);
                }
            }
            if (!latest.findGraph().equals(planned.findGraph())
                    || latest.firstUnsettled() < planned.firstUnsettled()
                    || !groups.stream().allMatch(group -> group.goesWith(latest))) {
                return Optional.empty();
            }
            return Optional.of(new RunSnapshot(
                    latest,
                    groups.stream()
                            .flatMap(group -> group.buckets.stream())
                            .filter(bucket -> bucket.key().bucket() >= latest.firstUnsettled())
                            .toList()));
        }

        private void read(Group group) {
            List<BucketKey> keys = new ArrayList<>();
            group.steps.forEach((number, steps) -> steps.forEach(step -> keys.add(new BucketKey(run, number, step))));
            List<Map<String, AttributeValue>> items = calls.readAtOnce(Stream.concat(
                            Stream.of(LedgerKeys.ofRun(run)), keys.stream().map(LedgerKeys::ofBucket))
                    .toList());
            latest = RunItem.read(run, items.get(0)).value();
            group.tally = latest;
            group.buckets.clear();
            for (int i = 0; i < keys.size(); i++) {
                Map<String, AttributeValue> item = items.get(i + 1);
                if (!item.isEmpty()) {
                    group.buckets.add(BucketItem.read(keys.get(i), item).value());
                }
            }
        }
    }

    /** A bucket that appears after this is read with the others of its number, or is of a number not yet begun. */
    private List<Group> plan(RunKey run, RunTally tally) {
        NavigableMap<Integer, NavigableSet<String>> steps = new TreeMap<>();
        String from = LedgerKeys.buckets(tally.firstUnsettled());
        for (BucketKey key : calls.bucketKeys(run, from)) {
            steps.computeIfAbsent(key.bucket(), number -> stepsOf(tally)).add(key.step());
        }
        List<Group> groups = new ArrayList<>(List.of(new Group()));
        steps.forEach((number, names) -> {
            if (groups.get(groups.size() - 1).size() + names.size() > MOST_BUCKETS_AT_ONCE) {
                groups.add(new Group());
            }
            groups.get(groups.size() - 1).steps.put(number, names);
        });
        return groups;
    }

    private static NavigableSet<String> stepsOf(RunTally tally) {
        NavigableSet<String> steps = new TreeSet<>();
        tally.findGraph()
                .ifPresent(graph -> graph.nodes().stream().map(Graph.Node::name).forEach(steps::add));
        return steps;
    }
}
