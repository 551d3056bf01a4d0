package io.quadrille.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Which module may know which. */
@AnalyzeClasses(packages = "io.quadrille", importOptions = DoNotIncludeTests.class)
final class ModulesTest {
    @ArchTest
    static final ArchRule events_know_no_other_module = noClasses()
            .that()
            .resideInAPackage("io.quadrille.events..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others("events"))
            .because(
                    "the contract is what everything else is made from, also where no engine runs: in CDK and in documents");

    @ArchTest
    static final ArchRule the_observer_knows_events_alone = noClasses()
            .that()
            .resideInAPackage("io.quadrille.observer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others("events", "observer"))
            .because("a witness that could reach the engine or a stage could change what it is to witness");

    @ArchTest
    static final ArchRule handlers_know_events_alone = noClasses()
            .that()
            .resideInAPackage("io.quadrille.handlers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others("events", "handlers"))
            .because("steps meet the world through ports, so that one engine runs locally, simulated and on AWS");

    @ArchTest
    static final ArchRule the_runtime_knows_no_stage = noClasses()
            .that()
            .resideInAPackage("io.quadrille.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others("events", "handlers", "observer", "runtime"))
            .because("one wiring serves the laptop, the simulator and AWS; what differs between them are the ports");

    @ArchTest
    static final ArchRule the_local_stage_knows_handlers_observer_and_events_alone = noClasses()
            .that()
            .resideInAPackage("io.quadrille.local..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others("events", "handlers", "observer", "runtime", "local"))
            .because("the stage is set for any pipeline; it knows no example, no command line and no cloud");

    @ArchTest
    static final ArchRule aws_knows_no_other_stage = noClasses()
            .that()
            .resideInAPackage("io.quadrille.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others("events", "handlers", "observer", "runtime", "aws"))
            .because("what is deployed holds no laptop's database, and is any pipeline's");

    @ArchTest
    static final ArchRule only_aws_knows_the_aws_sdk = noClasses()
            .that()
            .resideOutsideOfPackage("io.quadrille.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk..", "com.amazonaws..")
            .because("whatever needs the SDK cannot run on a laptop without an account");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = slices().matching("io.quadrille.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package is understood before those that use it");

    private static String[] others(String... known) {
        return Stream.of(
                        "events",
                        "handlers",
                        "observer",
                        "runtime",
                        "local",
                        "aws",
                        "infra",
                        "simulator",
                        "cli",
                        "forecast",
                        "examples",
                        "testdata",
                        "contracts",
                        "loadtests")
                .filter(module -> !List.of(known).contains(module))
                .map(module -> "io.quadrille." + module + "..")
                .toArray(String[]::new);
    }
}
