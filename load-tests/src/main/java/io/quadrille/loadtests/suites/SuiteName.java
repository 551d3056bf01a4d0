package io.quadrille.loadtests.suites;

import java.util.EnumSet;
import java.util.Set;

/** The suites by the names that the command takes, in the order in which they run. */
@SuppressWarnings("ImmutableEnumChecker") // suites have no state
public enum SuiteName {
    /** The whole flow, and loops that do its work without events. */
    FLOW(FlowSuite.plentiful()),
    /** The flow in 512 MB. */
    HEAP(FlowSuite.scarce()),
    /** Others on the same work. */
    PEERS(new PeersSuite()),
    /** A run that is looked at. */
    OBSERVER(new ObserverSuite()),
    /** Commands with little to do. */
    START(new StartSuite()),
    /** A function's first event. */
    LAMBDA(new LambdaSuite()),
    /** Ten times the records. */
    SCALE(new ScaleSuite()),
    /** More steps, more sinks, wider records. */
    SHAPES(new ShapesSuite()),
    /** Single parts of the flow. */
    MICRO(new MicroSuite()),
    /** A source that no heap holds. */
    STREAM(new StreamSuite()),
    /** An AWS endpoint. */
    ENDPOINT(new EndpointSuite());

    private final Suite suite;

    SuiteName(Suite suite) {
        this.suite = suite;
    }

    public Suite suite() {
        return suite;
    }

    /** Those that run where none is named. */
    public static Set<SuiteName> usual() {
        return EnumSet.of(FLOW, HEAP, OBSERVER, START, LAMBDA);
    }

    /** Those that have every candidate in them, for a look at the results alone. */
    public static Set<SuiteName> ofAllCandidates() {
        return EnumSet.of(FLOW, PEERS, OBSERVER, START, LAMBDA, SCALE, SHAPES, MICRO, STREAM);
    }
}
