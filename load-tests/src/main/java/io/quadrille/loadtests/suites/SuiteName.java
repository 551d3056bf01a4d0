package io.quadrille.loadtests.suites;

/** The suites by the names that the command takes. */
@SuppressWarnings("ImmutableEnumChecker") // suites have no state
public enum SuiteName {
    FLOW(FlowSuite.plentiful()),
    HEAP(FlowSuite.scarce()),
    PEERS(new PeersSuite());

    private final Suite suite;

    SuiteName(Suite suite) {
        this.suite = suite;
    }

    public Suite suite() {
        return suite;
    }
}
