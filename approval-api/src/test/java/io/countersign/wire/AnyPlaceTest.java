package io.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** Page tokens of every list of the native API: nobody keeps a client from making some of its own. */
class AnyPlaceTest {

    private static final List<Class<?>> PLACES = places();

    private record Sent(Class<?> place, byte[] json) {

        @Override
        public String toString() {
            return place.getName() + " " + new String(json, StandardCharsets.UTF_8);
        }
    }

    private static List<Class<?>> places() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(
                    org.springframework.beans.factory.annotation.AnnotatedBeanDefinition found) {
                return true;
            }
        };
        scanner.addIncludeFilter(new AssignableTypeFilter(Record.class));
        return scanner.findCandidateComponents("io.countersign").stream()
                .map(found -> String.valueOf(found.getBeanClassName()))
                .filter(name -> name.endsWith("$Place") || name.endsWith("$HistoryPlace"))
                .<Class<?>>map(name -> ClassUtils.resolveClassName(name, null))
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    @Example
    void thereAreTheListsThatComeInPages() {
        assertThat(PLACES)
                .extracting(Class::getName)
                .contains(
                        "io.countersign.governance.RequestRoutes$Place",
                        "io.countersign.delivery.DeliveryLog$Place",
                        "io.countersign.mlflow.MetricRoutes$HistoryPlace",
                        "io.countersign.audit.TimelineQueries$Place")
                .hasSizeGreaterThan(9);
    }

    @Property(tries = 3_000)
    void aTokenIsAPlaceWithAllOfItsPartsOrRefused(@ForAll("sent") Sent sent) {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(sent.json());
        Reading.orRefusal(() -> PageToken.read(token, sent.place()), Rejection.class)
                .ifPresent(place -> {
                    requireWhole(place);
                    assertThat(PageToken.read(PageToken.of(place), sent.place()))
                            .isEqualTo(place);
                });
    }

    @Property(tries = 1_000)
    void anythingElseIsRefused(@ForAll("junk") String token) {
        PLACES.forEach(place -> assertThat(Reading.orRefusal(() -> PageToken.read(token, place), Rejection.class))
                .isEmpty());
    }

    private static void requireWhole(Object place) {
        for (RecordComponent component : place.getClass().getRecordComponents()) {
            assertThat(valueOf(component, place)).satisfies(value -> {
                assertThat(value).isNotNull();
                assertThat(StorableText.problem(value.toString())).isEmpty();
            });
        }
    }

    private static Object valueOf(RecordComponent component, Object place) {
        try {
            AccessibleObject.setAccessible(new AccessibleObject[] {component.getAccessor()}, true);
            return component.getAccessor().invoke(place);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Provide
    Arbitrary<Sent> sent() {
        return Arbitraries.of(PLACES).flatMap(place -> Mutations.bytesOf(sample(place), sample(place), "{}")
                .map(json -> new Sent(place, json)));
    }

    private static String sample(Class<?> place) {
        StringBuilder json = new StringBuilder();
        for (RecordComponent component : place.getRecordComponents()) {
            json.append(json.isEmpty() ? "{\"" : ",\"")
                    .append(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))
                    .append("\":")
                    .append(component.getType() == String.class ? "\"" + "0a".repeat(16) + "\"" : "7");
        }
        return json + "}";
    }

    @Provide
    Arbitrary<String> junk() {
        return Mutations.of("%%%", "e30", "bnVsbA", "W10", "NDI");
    }
}
