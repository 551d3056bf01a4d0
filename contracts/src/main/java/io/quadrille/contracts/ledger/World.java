package io.quadrille.contracts.ledger;

import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.pipeline.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** All facts of a run drawn from a seed, and orders of delivery that EventBridge and SQS permit. */
final class World {
    private final Random random;
    private final Staged staged;
    private final boolean redriven;
    private final List<Fact> facts = new ArrayList<>();
    private long records;

    /** @param redriven whether dead letters are followed by outcomes */
    World(long seed, Graph graph, int chunks, boolean redriven) {
        this.random = new Random(seed);
        this.staged = Staged.run("seed" + seed + (redriven ? "redriven" : ""), graph);
        this.redriven = redriven;
        facts.add(staged.started());
        for (int chunk = 0; chunk < chunks; chunk++) {
            addChunk(chunk);
        }
        facts.add(staged.extracted(chunks, records));
    }

    Staged staged() {
        return staged;
    }

    List<Fact> facts() {
        return List.copyOf(facts);
    }

    private void addChunk(int chunk) {
        Map<String, Long> emitted = new HashMap<>();
        for (Graph.Node node : staged.graph().nodes()) {
            String upstream = node.upstream();
            if (upstream != null && !emitted.containsKey(upstream)) {
                continue;
            }
            long in = upstream == null ? random.nextInt(6) : emitted.get(upstream);
            boolean dies = upstream != null && random.nextInt(10) == 0;
            if (dies) {
                facts.add(staged.dead(node.name(), chunk, in));
            }
            if (!dies || redriven) {
                Counts counts = counts(node, in);
                if (counts.rejected() > 0) {
                    facts.add(staged.rejects(node.name(), chunk, (int) counts.rejected()));
                }
                facts.add(staged.outcome(node.name(), chunk, counts));
                emitted.put(node.name(), counts.out());
            }
            records += upstream == null ? in : 0;
        }
    }

    private Counts counts(Graph.Node node, long in) {
        long rejected = in > 0 && random.nextInt(3) == 0 ? 1 : 0;
        long rest = in - rejected;
        long dropped = rest > 0 && random.nextInt(3) == 0 ? 1 : 0;
        return switch (node.kind()) {
            case EXTRACT, TRANSFORM -> new Counts(in, rest, 0, rejected, 0, 0);
            case FILTER -> new Counts(in, in - Math.min(in, dropped), 0, 0, Math.min(in, dropped), 0);
            case EXPAND -> {
                long added = random.nextInt(4) * (rest - dropped);
                yield new Counts(in, rest - dropped + added, added, rejected, dropped, 0);
            }
            case LOAD -> new Counts(in, 0, 0, rejected, 0, rest);
        };
    }

    /** Every fact at least once, in any order. */
    List<Fact> delivery(int copies) {
        List<Fact> delivery = new ArrayList<>();
        for (Fact fact : facts) {
            delivery.addAll(Collections.nCopies(1 + random.nextInt(copies), fact));
        }
        Collections.shuffle(delivery, random);
        return delivery;
    }

    /** The same, cut into batches of up to so many. */
    List<List<Fact>> batches(int copies, int most) {
        List<Fact> delivery = delivery(copies);
        List<List<Fact>> batches = new ArrayList<>();
        int from = 0;
        while (from < delivery.size()) {
            int to = Math.min(delivery.size(), from + 1 + random.nextInt(most));
            batches.add(delivery.subList(from, to));
            from = to;
        }
        return batches;
    }
}
