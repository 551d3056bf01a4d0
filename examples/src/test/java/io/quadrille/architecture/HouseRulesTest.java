package io.quadrille.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.runtime.ThreadScheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** What code of the house does not do, and why. */
@AnalyzeClasses(packages = "io.quadrille", importOptions = DoNotIncludeTests.class)
final class HouseRulesTest {
    private static final String[] SIMULATED = {
        "io.quadrille.events..",
        "io.quadrille.handlers..",
        "io.quadrille.observer",
        "io.quadrille.observer.ledger..",
        "io.quadrille.observer.operator..",
        "io.quadrille.observer.runs..",
        "io.quadrille.local.bus..",
        "io.quadrille.local.stage..",
        "io.quadrille.local.memory..",
        "io.quadrille.examples.."
    };

    @ArchTest
    static final ArchRule time_is_asked_of_the_clock_that_was_given = noClasses()
            .that()
            .resideInAnyPackage(SIMULATED)
            .and()
            .areNotAssignableTo(LocalHome.class) // puts a stage in a home together, and there chooses real time
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because(
                    "on virtual time the same code must see the same time, and emit the same bytes, at every execution");

    @ArchTest
    static final ArchRule chance_is_what_was_given = noClasses()
            .that()
            .resideInAnyPackage(SIMULATED)
            .and()
            .areNotAssignableTo(LocalHome.class) // puts a stage in a home together, and there chooses real time
            .should()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .because("a failure must be reproducible from a seed");

    @ArchTest
    static final ArchRule nothing_waits_with_a_thread = noClasses()
            .that()
            .resideInAnyPackage(SIMULATED)
            .and()
            .areNotAssignableTo(ThreadScheduler.class)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Object.class, "wait")
            .orShould()
            .callMethod(Object.class, "wait", long.class)
            .because("waiting is an entry of the scheduler: on virtual time a thread that waits waits for ever");

    @ArchTest
    static final ArchRule threads_are_made_in_one_place = noClasses()
            .that(not(belongToAnyOf(ThreadScheduler.class))
                    // waits for DynamoDB with as many threads as a table may be written by, whatever the machine has
                    .and(not(resideInAPackage("io.quadrille.aws.tables..")))
                    // a server has a thread a client, and one that watches them
                    .and(not(resideInAnyPackage("io.quadrille.observer.http..", "io.quadrille.observer.api..")))
                    // a shutdown hook is a thread
                    .and(not(simpleName("Termination"))))
            .should()
            .callConstructorWhere(describe(
                    "makes threads",
                    call -> call.getTargetOwner().isAssignableTo(Thread.class)
                            || call.getTargetOwner().isAssignableTo(Executor.class)
                                    && !call.getTargetOwner().isEquivalentTo(ForkJoinPool.class)))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors")
            .because("there is one pool, sized to the machine, and the simulator replaces it");

    @ArchTest
    static final ArchRule dates_are_of_java_time = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Date.class, Calendar.class)
            .because("they are mutable and know no time zone");

    @ArchTest
    static final ArchRule standard_streams_belong_to_the_command_line = noClasses()
            .that(not(resideInAPackage("io.quadrille.cli.."))
                    .and(not(resideInAPackage("io.quadrille.testdata..")))
                    // prints metrics, where Lambda and ECS take them to CloudWatch
                    .and(not(resideInAPackage("io.quadrille.aws.telemetry.."))))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("data goes to stdout and progress to stderr, and the command line alone knows which is which");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .that(not(resideInAPackage("io.quadrille.examples..")))
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Processor")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Info")
            .orShould()
            .haveSimpleNameEndingWith("Data")
            .because("these words fit any class, and so say nothing of this one");

    @ArchTest
    static final ArchRule packages_are_null_marked = classes()
            .should(residePackagesMarked())
            .because("NullAway checks what is marked, and passes over the rest in silence");

    private static ArchCondition<JavaClass> residePackagesMarked() {
        return new ArchCondition<>("reside in a package with a @NullMarked package-info") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                if (!marked) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            "package " + type.getPackageName() + " lacks it (seen at " + type.getSimpleName() + ")"));
                }
            }
        };
    }
}
