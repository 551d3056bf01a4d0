package io.quadrille.infra;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What the template's code may know, and what it does not do. */
@AnalyzeClasses(packages = "io.quadrille.infra", importOptions = DoNotIncludeTests.class)
final class ModuleRulesTest {
    @ArchTest
    static final ArchRule infra_knows_events_and_the_examples_definitions_alone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quadrille.handlers..",
                    "io.quadrille.observer..",
                    "io.quadrille.runtime..",
                    "io.quadrille.local..",
                    "io.quadrille.aws..",
                    "io.quadrille.cli..",
                    "io.quadrille.simulator..",
                    "software.amazon.awssdk..",
                    "com.amazonaws..")
            .because(
                    "a template is made from the definition and the deployment facts, and is the same whatever the code"
                            + " behind an entry point does");

    @ArchTest
    static final ArchRule maps_and_sets_have_an_order = noClasses()
            .should()
            .callMethodWhere(describe("make an unordered map or set of several", ModuleRulesTest::isUnordered))
            .because(
                    "Map.of and Set.of come in another order in every JVM, and templates are to be equal byte for byte");

    private static boolean isUnordered(JavaCall<?> call) {
        int parameters = call.getTarget().getParameterTypes().size();
        return call.getName().equals("of")
                && (call.getTargetOwner().isEquivalentTo(Map.class) && parameters > 2
                        || call.getTargetOwner().isEquivalentTo(Set.class) && parameters > 1);
    }

    @ArchTest
    static final ArchRule templates_know_no_time_and_no_chance = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("the same definitions give the same bytes");

    @ArchTest
    static final ArchRule standard_streams_belong_to_the_command = noClasses()
            .that()
            .doNotHaveSimpleName("Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("the command alone knows what is an answer and what is a complaint");
}
