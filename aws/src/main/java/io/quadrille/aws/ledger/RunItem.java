package io.quadrille.aws.ledger;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Cursors.RunPlace;
import io.quadrille.observer.ledger.LedgerJson;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.StepTally;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A run's item. History and conflicts are JSON; the closed buckets and sums of each step are bytes. A run's place and
 * whether it is open are also the keys of the table's indexes.
 */
final class RunItem {
    static final String PIPELINE = "pipeline";
    static final String DUPLICATES = "duplicates";
    static final String VERSION = "version";
    /** The value of the indexes' partition keys: there is one list of runs. */
    static final String RUNS = "runs";

    private static final String HISTORY = "history";
    private static final String CONFLICTS = "conflicts";
    private static final String STEPS = "steps";
    private static final String REVISION = "revision";

    private RunItem() {}

    static Map<String, AttributeValue> of(Versioned<RunTally> written) {
        RunTally tally = written.value();
        Map<String, AttributeValue> item = new HashMap<>(LedgerKeys.ofRun(tally.run()));
        item.put(PIPELINE, AttributeValue.fromS(tally.run().pipeline()));
        item.put(HISTORY, AttributeValue.fromS(LedgerJson.write(tally.history())));
        item.put(CONFLICTS, AttributeValue.fromS(LedgerJson.write(tally.conflicts())));
        Map<String, AttributeValue> steps = new HashMap<>();
        tally.steps()
                .forEach((step, sums) ->
                        steps.put(step, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(sums.toBytes()))));
        item.put(STEPS, AttributeValue.fromM(steps));
        item.put(DUPLICATES, Attributes.number(tally.duplicates()));
        item.put(REVISION, Attributes.number(tally.revision()));
        item.put(VERSION, Attributes.number(written.version()));
        if (tally.run().amends()) {
            return item; // found by its run, and not listed
        }
        item.put(LedgerTable.START, AttributeValue.fromS(LedgerKeys.place(RunPlace.of(tally))));
        item.put(LedgerTable.LISTED, AttributeValue.fromS(RUNS));
        if (!tally.status().isComplete()) {
            item.put(LedgerTable.OPEN, AttributeValue.fromS(RUNS));
        }
        return item;
    }

    static Versioned<RunTally> read(RunKey run, Map<String, AttributeValue> item) {
        SortedMap<String, StepTally> steps = new TreeMap<>();
        Attributes.require(item, STEPS)
                .m()
                .forEach((step, sums) -> steps.put(step, StepTally.read(sums.b().asByteArrayUnsafe())));
        RunTally tally = new RunTally(
                new RunKey(Attributes.text(item, PIPELINE), run.run(), run.attempt()),
                LedgerJson.history(Attributes.text(item, HISTORY)),
                steps,
                Attributes.number(item, DUPLICATES),
                LedgerJson.conflicts(Attributes.text(item, CONFLICTS)),
                Attributes.number(item, REVISION));
        return new Versioned<>(tally, Attributes.number(item, VERSION));
    }
}
