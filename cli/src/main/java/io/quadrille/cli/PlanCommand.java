package io.quadrille.cli;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.forecast.Advice;
import io.quadrille.forecast.Design;
import io.quadrille.forecast.Forecast;
import io.quadrille.forecast.Forecaster;
import io.quadrille.forecast.Profile;
import io.quadrille.forecast.Workload;
import io.quadrille.handlers.generic.GenericPipeline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that says beforehand what a run will take and cost on AWS. */
@Command(
        name = "plan",
        sortOptions = false,
        header = "Says beforehand what a run on AWS will take and cost.",
        description = {
            "",
            "Nothing is called and nothing is run, but for --sample. What is known of the pipeline is taken from the sample,"
                    + " else from its latest complete run in the home, else assumed; the output says which."
        },
        footer = {
            "",
            "Exits with 0, or with 1 if the run does not end within the time named.",
            "",
            "Examples:",
            "  quadrille plan --pipeline customers --records 1000000",
            "  quadrille plan --pipeline customers --records 50000000 --sample customers.csv --within 15m",
            "  quadrille plan --pipeline orders --records 1000000 --emits lines=3 --json | jq .dollars"
        })
final class PlanCommand implements Callable<Integer> {
    private static final String DEFAULT_REGION = "us-east-1";

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            required = true,
            completionCandidates = Pipelines.class,
            description = "the pipeline")
    private String pipeline = "";

    @Option(names = "--records", paramLabel = "N", required = true, description = "the records of the file to come")
    private long records;

    @Option(
            names = "--bytes-per-record",
            paramLabel = "B",
            description = "their mean length in the file, line end included (as seen; else 12 per column)")
    private @Nullable Double bytesPerRecord;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "prod",
            description = "the deployment's size: dev, staging or prod (${DEFAULT-VALUE})")
    private String size = "prod";

    @Option(
            names = "--within",
            paramLabel = "TIME",
            converter = PlanTime.OfRun.class,
            description = "say what to change so that the run ends in time, such as 15m or 1h30m")
    private @Nullable Duration within;

    @Option(names = "--region", paramLabel = "REGION", description = "whose quotas hold (AWS_REGION; else us-east-1)")
    private @Nullable String region;

    @Option(
            names = "--workers",
            paramLabel = "STEP",
            split = ",",
            description = "the steps that are placed on Fargate workers, not on Lambda")
    private List<String> workers = new ArrayList<>();

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description = "a file like the one to come: it is run in memory, and what it does is taken as the rule")
    private @Nullable String sample;

    @Option(
            names = "--step-time",
            paramLabel = "STEP=TIME",
            description = "a step's own work on one record with a whole CPU, such as transform=40us")
    private Map<String, String> stepTimes = new LinkedHashMap<>();

    @Option(
            names = "--emits",
            paramLabel = "STEP=RATIO",
            description = "the records that a step emits for each it consumes, such as lines=2.5")
    private Map<String, Double> emits = new LinkedHashMap<>();

    @Option(names = "--json", description = "print the forecast as JSON on one line")
    private boolean json;

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pipeline planned = new Pipelines().describe(pipeline);
        Terminal terminal = common.terminal();
        Plan plan;
        try {
            plan = plan(planned, regionOf(terminal));
        } catch (IllegalArgumentException e) { // the forecast's own sentences
            throw Refusal.usage(TextTable.visible(String.valueOf(e.getMessage())));
        }
        if (json) {
            PlanJson.write(terminal.out(), plan);
        } else {
            terminal.print(new PlanText(plan, terminal.paint()).text());
        }
        Advice advice = plan.advice();
        return advice == null || plan.forecast().duration().compareTo(advice.within()) <= 0
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private String regionOf(Terminal terminal) {
        String given = region;
        return given == null ? terminal.environment().getOrDefault("AWS_REGION", DEFAULT_REGION) : given;
    }

    private Plan plan(Pipeline planned, String inRegion) throws IOException, InterruptedException {
        Forecaster forecaster = Forecaster.in(inRegion);
        Design design = forecaster.design(planned, Compute.of(size), new LinkedHashSet<>(workers));
        Profile seen = seen(planned, forecaster);
        Profile profile = told(seen);
        Workload workload = new Workload(records, bytesOf(planned, profile));
        Forecast forecast = forecaster.of(design, workload, profile);
        Advice advice = within == null ? null : forecaster.within(within, forecast);
        return new Plan(forecaster, inRegion, forecast, advice, bytesPerRecord == null && profile.sample() == null);
    }

    private Profile seen(Pipeline planned, Forecaster forecaster) throws IOException, InterruptedException {
        if (sample != null) {
            SourceFile file = SourceFile.require(sample);
            return SampleRun.of(
                    pipeline.equals(GenericPipeline.NAME)
                            ? GenericRun.of(file.path(), List.of())
                            : new Pipelines().require(pipeline),
                    file);
        }
        return HomeRuns.findProfile(common, planned).orElseGet(() -> forecaster.assumed(planned));
    }

    private Profile told(Profile seen) {
        Profile profile = seen;
        for (Map.Entry<String, String> time : stepTimes.entrySet()) {
            profile = profile.timed(time.getKey(), PlanTime.micros(time.getValue()));
        }
        for (Map.Entry<String, Double> ratio : emits.entrySet()) {
            profile = profile.emitting(ratio.getKey(), ratio.getValue());
        }
        return profile;
    }

    private double bytesOf(Pipeline planned, Profile profile) {
        Double given = bytesPerRecord;
        if (given != null) {
            return given;
        }
        Profile.Sample of = profile.sample();
        return of == null ? Workload.assumedBytes(planned) : of.bytesPerRecord();
    }
}
