package io.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rejection.Rejection;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann.b@example.com", "svc-train_1+x", "A"})
    void ordinaryNamesAreFine(String name) {
        assertThatCode(() -> UserRules.checkName(name)).doesNotThrowAnyException();
    }

    @Property
    void aNameWithAnythingBeyondPlainLettersIsRefused(@ForAll String name) {
        Assume.that(!name.matches("[A-Za-z0-9._@+-]{1,128}"));
        assertThatThrownBy(() -> UserRules.checkName(name)).isInstanceOf(Rejection.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " risk", "risk ", "a\nb"})
    void groupsHaveNamesThatCanBeRead(String group) {
        assertThatThrownBy(() -> UserRules.checkGroups(Set.of(group))).isInstanceOf(Rejection.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "contributor", "reviewer", "admin", "Admin", "REVIEWER"})
    void aGroupIsNotNamedAsARole(String group) {
        assertThatThrownBy(() -> UserRules.checkGroups(Set.of("risk", group)))
                .isInstanceOf(Rejection.class)
                .hasMessage(
                        "Invalid group: '%s' is the name of a role; whoever has the role, or a higher one, is in that"
                                + " group.",
                        group);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:5000", "app.localhost:80", "127.0.0.1:5000", "127.1.2.3", "[::1]:5000"})
    void theNamesOfThisMachineAreLoopback(String host) {
        assertThat(LoopbackHostFilter.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "localhost.example.com",
                "127.0.0.1.example.com",
                "notlocalhost",
                "0.0.0.0",
                "localhost@example.com",
                "[::2]"
            })
    void otherNamesAreNot(String host) {
        assertThat(LoopbackHostFilter.isLoopback(host)).isFalse();
    }

    @Property
    void addressesOutsideOfTheLoopbackBlockAreNot(@ForAll @IntRange(min = 128, max = 255) int first) {
        assertThat(LoopbackHostFilter.isLoopback(first + ".0.0.1")).isFalse();
    }

    @Example
    void drawnPasswordsAreLongAndUnambiguous() {
        assertThat(RandomPassword.next()).matches("[a-km-np-z2-9]{6}(-[a-km-np-z2-9]{6}){3}");
        assertThat(RandomPassword.next()).isNotEqualTo(RandomPassword.next());
    }

    @Example
    void theFirstAdminsPasswordComesFromTheEnvironmentToo() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test", Map.of("COUNTERSIGN_ADMIN_PASSWORD", "a long password")));
        SignInProperties properties = new Binder(ConfigurationPropertySources.get(environment))
                .bindOrCreate("countersign", SignInProperties.class);
        assertThat(properties.adminPassword()).isEqualTo("a long password");
        assertThat(properties.auth()).isEqualTo(SignInMode.LOCAL);
        assertThat(properties.toString()).doesNotContain("long");
    }
}
