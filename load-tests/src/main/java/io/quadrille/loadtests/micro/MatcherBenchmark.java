package io.quadrille.loadtests.micro;

import io.quadrille.events.Envelope;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.local.bus.RuleSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The customers pipeline's rules on an event's envelope, by event-ruler; writing the envelope for it is part of it. */
@State(Scope.Benchmark)
public class MatcherBenchmark {
    private static final Set<String> EXPECTED = Set.of("customers-transform", "customers-observer-extracted");

    private final Envelope event = Sample.make().event();
    private final RuleSet rules = new RuleSet();

    public MatcherBenchmark() {
        CustomerPipeline.CUSTOMERS.rules().forEach(rules::add);
    }

    @Setup
    public void check() {
        Set<String> matched = match().stream().map(Rule::name).collect(Collectors.toSet());
        Wrong.unless(matched.equals(EXPECTED), "the rules matched are " + matched + ", not " + EXPECTED);
    }

    @Benchmark
    public List<Rule> match() {
        return rules.match(event);
    }
}
