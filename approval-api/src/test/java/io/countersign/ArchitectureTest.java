package io.countersign;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.axonframework.eventhandling.EventHandler;

/**
 * Which module may use which, and what none of them may do. Packages are features and cross modules, so a class belongs
 * to the module whose build it came from.
 */
@AnalyzeClasses(
        packages = "io.countersign",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeToolsForTests.class})
final class ArchitectureTest {

    /** What one module's tests lend to those of others. */
    static final class DoNotIncludeToolsForTests implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final Pattern BUILT_BY =
            Pattern.compile("/([a-z-]+)(/target/classes/|-\\d[^/]*\\.jar!/)io/countersign/");

    @ArchTest
    static final ArchRule theDomainUsesNothingButTheJdk =
            classes().that(areIn("domain")).should().onlyDependOnClassesThat(areInOrOf("domain"));

    /** Whoever verifies has to read and trust no more than this. */
    @ArchTest
    static final ArchRule theVerifierUsesOnlyTheArithmeticOfProofs = classes()
            .that(areIn("verifier"))
            .should()
            .onlyDependOnClassesThat(areIn("verifier")
                    .or(areIn("domain").and(resideInAnyPackage("io.countersign.proof")))
                    .or(resideInAnyPackage("java..", "org.jspecify..")));

    @ArchTest
    static final ArchRule theArithmeticOfProofsUsesNothingButTheJdk = classes()
            .that(areIn("domain").and(resideInAnyPackage("io.countersign.proof")))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.countersign.proof", "java..", "org.jspecify.."));

    /** What it verifies comes from strangers, and nobody shall learn that it is looked at. */
    @ArchTest
    static final ArchRule theVerifierSpeaksToNobody = noClasses()
            .that(areIn("verifier"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.sql..", "javax..", "java.lang.reflect"));

    @ArchTest
    static final ArchRule commandsUseTheDomainAndAxon = classes()
            .that(areIn("commands"))
            .should()
            .onlyDependOnClassesThat(areInOrOf("commands", "domain").or(resideInAnyPackage("org.axonframework..")));

    @ArchTest
    static final ArchRule projectionsUseNoModuleButTheDomain = usesNoModuleBut("projections", "domain");

    @ArchTest
    static final ArchRule webhooksUseNoModuleButTheDomain = usesNoModuleBut("webhooks", "domain");

    @ArchTest
    static final ArchRule securityUsesCommandsAndTheDomain = usesNoModuleBut("security", "commands", "domain");

    @ArchTest
    static final ArchRule theRuntimeUsesNoModuleButTheDomain = usesNoModuleBut("runtime", "domain");

    @ArchTest
    static final ArchRule nothingUsesTheEdge =
            noClasses().that(not(areIn("approval-api"))).should().dependOnClassesThat(areIn("approval-api"));

    @ArchTest
    static final ArchRule routesAreAtTheEdgeAlone = noClasses()
            .that(not(areIn("approval-api")))
            .and(not(areIn("security").and(resideInAnyPackage("io.countersign.access"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework.web.bind.annotation"));

    @ArchTest
    static final ArchRule handlersOfEventsReadNoClockAndMakeNoIds =
            methods().that().areMetaAnnotatedWith(EventHandler.class).should(new BeReplayable());

    @ArchTest
    static final ArchRule everyClassIsOfOneOfTheModules = classes()
            .should(ArchCondition.from(areIn(
                    "domain",
                    "commands",
                    "projections",
                    "webhooks",
                    "security",
                    "runtime",
                    "verifier",
                    "bench",
                    "approval-api")));

    /** Nothing that somebody sends is ever run, loaded or unpacked: there is no code that could. */
    @ArchTest
    static final ArchRule nothingUnpacksArchivesOrLoadsObjects = noClasses()
            .that(not(areIn("runtime").and(resideInAnyPackage("io.countersign.embedded"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.util.jar", "javax.script")
                    .or(areNamed(
                            "java.io.ObjectInputStream",
                            "java.net.URLClassLoader",
                            "java.util.zip.ZipInputStream",
                            "java.util.zip.ZipFile")));

    @ArchTest
    static final ArchRule noProgramIsStartedButTheDatabaseAndTheBroker = noClasses()
            .that(not(areIn("runtime").and(resideInAnyPackage("io.countersign.embedded"))))
            .should()
            .dependOnClassesThat(areNamed("java.lang.ProcessBuilder"))
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    private static DescribedPredicate<JavaClass> areNamed(String... names) {
        return describe("are " + String.join(" or ", names), type -> Arrays.asList(names)
                .contains(type.getName()));
    }

    private static ArchRule usesNoModuleBut(String module, String... others) {
        return classes()
                .that(areIn(module))
                .should()
                .onlyDependOnClassesThat(areInOrOf(module, others).or(areOfNoModule()));
    }

    private static DescribedPredicate<JavaClass> areInOrOf(String module, String... others) {
        return areIn(module).or(areIn(others)).or(resideInAnyPackage("java..", "org.jspecify.."));
    }

    private static DescribedPredicate<JavaClass> areIn(String... modules) {
        return describe(
                "are in " + String.join(" or ", modules),
                type -> moduleOf(type).filter(Arrays.asList(modules)::contains).isPresent());
    }

    private static DescribedPredicate<JavaClass> areOfNoModule() {
        return describe("are of other houses", type -> moduleOf(type).isEmpty());
    }

    private static Optional<String> moduleOf(JavaClass type) {
        return type.getBaseComponentType()
                .getSource()
                .map(source -> BUILT_BY.matcher(source.getUri().toString()))
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }
}
