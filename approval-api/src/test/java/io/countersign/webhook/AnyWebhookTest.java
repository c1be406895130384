package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.egress.Allowed;
import io.countersign.egress.Targets;
import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.payload.Vocabularies;
import io.countersign.rejection.Rejection;
import io.countersign.signing.Secrets;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever webhook somebody wants: it is one that can be called, or is refused. */
class AnyWebhookTest {

    private static final WebhookRules RULES = new WebhookRules(
            new Vocabularies("urn:countersign:test", VocabulariesTest.ALL_ERASED),
            new Targets(Allowed.nothing(), name -> List.of(InetAddress.getByAddress(name, new byte[] {93, 1, 2, 3}))));

    private static final String SECRET = Secrets.generate();

    private static WebhookDraft draft(
            WebhookKind kind,
            String url,
            String event,
            @Nullable String secret,
            @Nullable String authorization,
            String path,
            String parameter) {
        boolean jenkins = kind == WebhookKind.JENKINS;
        return new WebhookDraft(
                kind,
                "ci",
                null,
                List.of(),
                List.of(event),
                List.of(),
                WebhookStatus.ACTIVE,
                BlockedHead.WAIT,
                url,
                secret,
                authorization,
                jenkins ? new JenkinsJob(path, new TreeMap<>(Map.of("VERSION", parameter)), "build") : null);
    }

    @Example
    void aWebhookThatCanBeCalledIsFine() {
        RULES.require(draft(
                WebhookKind.JENKINS,
                "https://ci.example.com/jenkins",
                "registered-model.transition-approved",
                null,
                "Basic YTpi",
                "release/deploy",
                "data.version"));
    }

    @Property(tries = 3_000)
    void isRefusedUnlessItCanBeCalled(@ForAll("drafts") WebhookDraft draft) {
        boolean taken = Reading.orRefusal(
                        () -> {
                            RULES.require(draft);
                            return draft;
                        },
                        Rejection.class)
                .isPresent();
        if (taken) {
            assertThat(URI.create(draft.url()).getHost()).isNotNull();
            assertThat(draft.subscription().origin()).startsWith("https://").doesNotContain("@");
            assertThat(draft.endpoint().url()).isEqualTo(draft.url());
        }
    }

    @Provide
    Arbitrary<WebhookDraft> drafts() {
        return Combinators.combine(
                        Arbitraries.of(WebhookKind.class),
                        mostly("https://ci.example.com/jenkins", "https://[2606:4700::1111]:8443/hook?a=b"),
                        Arbitraries.of(
                                "registered-model.transition-approved", "MODEL_VERSION_CREATED", "*", "run.finished"),
                        mostly(SECRET, "a secret of words").injectNull(0.3),
                        mostly("Bearer abc", "Basic YTpi").injectNull(0.3),
                        mostly("release/deploy", "a"),
                        mostly("data.version", "subject"))
                .as(AnyWebhookTest::draft);
    }

    private static Arbitrary<String> mostly(String... valid) {
        return Arbitraries.oneOf(Arbitraries.of(valid), Mutations.of(valid));
    }
}
