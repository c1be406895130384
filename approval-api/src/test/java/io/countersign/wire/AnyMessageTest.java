package io.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent for a message, of every route that reads one: it is one that can be stored, or is refused. */
class AnyMessageTest {

    private static final List<Class<?>> MESSAGES = messages();

    /** What arrives in its place. */
    private record Sent(Class<?> type, byte[] body) {

        @Override
        public String toString() {
            return type.getName() + " " + new String(body, StandardCharsets.UTF_8);
        }
    }

    private static List<Class<?>> messages() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return scanner.findCandidateComponents("io.countersign").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .flatMap(routes -> Stream.of(routes.getDeclaredMethods()))
                .map(Method::getParameters)
                .flatMap(Arrays::stream)
                .filter(parameter -> parameter.isAnnotationPresent(Wire.class))
                .<Class<?>>map(Parameter::getType)
                .distinct()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    @Example
    void everyMessageIsReadAsItIsMeant() {
        assertThat(MESSAGES).hasSizeGreaterThan(80).allSatisfy(type -> assertThat(read(type, sample(type)))
                .isInstanceOf(type));
    }

    @Property(tries = 4_000)
    void isRefusedUnlessItCanBeStored(@ForAll("sent") Sent sent) {
        Reading.orRefusal(
                        () -> read(sent.type(), sent.body()),
                        Rejection.class,
                        BadRequest.class,
                        BodyBytes.TooLarge.class)
                .ifPresent(message -> {
                    assertThat(message).isInstanceOf(sent.type());
                    String stored = WireJson.MAPPER.writeValueAsString(message);
                    assertThat(StorableText.problem(
                                    JsonMapper.shared().readTree(stored).toString()))
                            .isEmpty();
                });
    }

    @Property(tries = 1_000)
    void aQueryIsFieldsOrRefused(@ForAll("queries") String query) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setQueryString(query);
        Reading.orRefusal(() -> QueryFields.of(request), BadRequest.class)
                .ifPresent(fields -> assertThat(fields.isObject()).isTrue());
        assertThat(Reading.orRefusal(() -> ShortMessage.of(request))).isPresent();
    }

    private static Object read(Class<?> type, byte[] body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContent(body);
        try {
            return WireBody.read(request, fields -> WireMessage.read(fields, type, WireJson.MAPPER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message with something in each of its fields. */
    private static byte[] sample(Class<?> type) {
        return valueOf(type).getBytes(StandardCharsets.UTF_8);
    }

    private static String valueOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? "[" + valueOf(arguments[0]) + "]"
                    : "{\"a\":" + valueOf(arguments[arguments.length - 1]) + "}";
        }
        return type instanceof Class<?> plain ? valueOfPlain(plain) : "{}";
    }

    private static String valueOfPlain(Class<?> type) {
        if (type.isRecord() && type != EnumText.class) {
            return ofRecord(type);
        }
        if (type == String.class || type == EnumText.class) {
            return "\"text\"";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "1" : "{}";
    }

    private static String ofRecord(Class<?> type) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            fields.add("\"" + name + "\":" + valueOf(component.getGenericType()));
        }
        return "{" + String.join(",", fields) + "}";
    }

    @Provide
    Arbitrary<Sent> sent() {
        return Arbitraries.of(MESSAGES)
                .flatMap(type -> Mutations.bytesOf(valueOf(type)).map(body -> new Sent(type, body)));
    }

    @Provide
    Arbitrary<String> queries() {
        return Mutations.of("run_id=a&run_id=b&filter=name%20%3D%20'x'", "page_token=e30&limit=10", "name=a+b&=c&d");
    }
}
