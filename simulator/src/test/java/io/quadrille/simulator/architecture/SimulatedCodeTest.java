package io.quadrille.simulator.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.runtime.ThreadScheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** What code that is simulated does not do, and why. */
@AnalyzeClasses(packages = "io.quadrille", importOptions = DoNotIncludeTests.class)
final class SimulatedCodeTest {
    private static final String[] SIMULATED = {
        "io.quadrille.events..",
        "io.quadrille.handlers..",
        "io.quadrille.observer",
        "io.quadrille.observer.ledger..",
        "io.quadrille.observer.operator..",
        "io.quadrille.observer.runs..",
        "io.quadrille.runtime..",
        "io.quadrille.local.bus..",
        "io.quadrille.local.stage..",
        "io.quadrille.local.memory..",
        "io.quadrille.examples..",
        "io.quadrille.simulator.."
    };
    private static final Set<String> GOING_THROUGH =
            Set.of("iterator", "forEach", "stream", "entrySet", "keySet", "values", "toArray");

    @ArchTest
    static final ArchRule time_ids_and_chance_are_given = noClasses()
            .that()
            .resideInAnyPackage(SIMULATED)
            .and()
            .areNotAssignableTo(LocalHome.class) // puts a stage in a home together, and there chooses real time
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .because("a world is what its seed makes of it, and nothing else");

    @ArchTest
    static final ArchRule threads_are_those_of_the_scheduler_or_carry_a_world = noClasses()
            .that()
            .resideInAnyPackage(SIMULATED)
            .and()
            .areNotAssignableTo(ThreadScheduler.class)
            .and(DescribedPredicate.not(resideInAPackage("io.quadrille.simulator.time..")))
            .should()
            .callConstructorWhere(DescribedPredicate.describe(
                    "makes a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
            .because("a second thread that runs at the same time makes an order that no seed knows");

    @ArchTest
    static final ArchRule nothing_is_gone_through_in_the_order_of_hashes = noClasses()
            .that()
            .resideInAnyPackage(SIMULATED)
            .should()
            .callMethodWhere(goesThrough(HashMap.class)
                    .or(goesThrough(HashSet.class))
                    .or(goesThrough(IdentityHashMap.class))
                    .or(goesThrough(ConcurrentHashMap.class)))
            .because(
                    "the order of hashes is not the seed's; what is declared by its interface, the comparison of traces"
                            + " in two processes shows");

    @ArchTest
    static final ArchRule the_oracle_shares_no_code_with_the_kit = noClasses()
            .that()
            .resideInAPackage("io.quadrille.simulator.oracle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quadrille.events..",
                    "io.quadrille.handlers..",
                    "io.quadrille.observer..",
                    "io.quadrille.runtime..",
                    "io.quadrille.local..",
                    "io.quadrille.examples..")
            .because("an oracle that makes the same mistake agrees with it");

    private static DescribedPredicate<JavaCall<?>> goesThrough(Class<?> collection) {
        return DescribedPredicate.describe(
                "go through a " + collection.getSimpleName(),
                call -> call.getTargetOwner().isEquivalentTo(collection) && GOING_THROUGH.contains(call.getName()));
    }
}
