package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.endpoint.EndpointRun;
import io.quadrille.loadtests.report.Section;
import io.quadrille.loadtests.report.Spread;
import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The customers on an AWS endpoint: how often each service is called for a record. Its time is the endpoint's. */
final class EndpointSuite implements Suite {
    /** Endpoints of this machine take a few events a second. */
    private static final int PART = 500;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        URI endpoint = bench.endpoint();
        if (endpoint == null) {
            throw new IllegalStateException("the command lets nobody here without an endpoint");
        }
        SourceFile source = bench.file(Math.max(1, bench.records() / PART), bench.keys());
        bench.progress().accept("endpoint, %,d records".formatted(source.records()));
        EndpointRun.Taken taken = EndpointRun.of(endpoint, source.file());
        if (taken.report().extracted() != source.records()) {
            throw new IOException("the run on " + endpoint + " extracted "
                    + taken.report().extracted() + " records of " + source.records());
        }
        Map<String, Long> byService = new TreeMap<>();
        StringBuilder told = new StringBuilder();
        taken.calls().forEach((call, count) -> {
            byService.merge(call.substring(0, call.indexOf(' ')), count, Long::sum);
            told.append(told.isEmpty() ? "" : ", ").append(count).append(' ').append(call);
        });
        bench.report()
                .add(new Section(
                        "endpoint",
                        List.of(new Section.Row(
                                "the customers pipeline",
                                Spread.of(List.of(taken.seconds())),
                                source.records(),
                                Section.Resources.UNKNOWN,
                                told.toString()))));
        byService.forEach((service, count) -> bench.report()
                .addOther(
                        "calls_per_record_" + service.toLowerCase(Locale.ROOT),
                        Spread.of(List.of((double) count / source.records()))));
    }
}
