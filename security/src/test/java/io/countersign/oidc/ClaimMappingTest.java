package io.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.AccountKind;
import io.countersign.identity.ExternalId;
import io.countersign.identity.Role;
import io.countersign.oidc.ProviderSettings.ClaimSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClaimMappingTest {

    private static final ExternalId ANN = new ExternalId("https://id.example", "f3a1");
    private static final ClaimMapping SAME_NAMES = mapping(Map.of(), Map.of());

    private static ClaimMapping mapping(Map<String, Role> roles, Map<String, String> groups) {
        return new ClaimMapping(new ClaimSettings(
                List.of("realm_access.roles", "resource_access.app.roles"),
                List.of("groups"),
                "acts_for",
                roles,
                groups));
    }

    private static Vouched read(ClaimMapping mapping, Map<String, Object> claims) {
        return mapping.read(ANN, new Claims(claims), new Claims(claims));
    }

    @Example
    void rolesOfTheRealmAndOfTheClientCount() {
        Vouched ann = read(
                SAME_NAMES,
                Map.of(
                        "realm_access", Map.of("roles", List.of("viewer", "offline_access")),
                        "resource_access", Map.of("app", Map.of("roles", List.of("release-manager")))));
        assertThat(ann.roles()).containsExactlyInAnyOrder(Role.VIEWER, Role.RELEASE_MANAGER);
    }

    @Example
    void aRoleIsNamedToTheLetter() {
        assertThat(read(SAME_NAMES, Map.of("realm_access", Map.of("roles", List.of("Admin", "ADMIN", "admin "))))
                        .roles())
                .isEmpty();
    }

    @Example
    void withAMappingNothingElseMeansARole() {
        ClaimMapping mapping = mapping(Map.of("quants", Role.CONTRIBUTOR), Map.of());
        assertThat(read(mapping, Map.of("realm_access", Map.of("roles", List.of("admin", "quants"))))
                        .roles())
                .containsExactly(Role.CONTRIBUTOR);
        assertThat(read(mapping, Map.of("groups", List.of("/quants"))).roles()).containsExactly(Role.CONTRIBUTOR);
    }

    @Example
    void aGroupThatIsNamedAsARoleGivesNothing() {
        assertThat(read(SAME_NAMES, Map.of("groups", List.of("/risk", "Admin", "auditor", " x", "a\nb")))
                        .groups())
                .containsExactly("risk");
    }

    @Example
    void groupsMayHaveOtherNamesHere() {
        ClaimMapping mapping = mapping(Map.of(), Map.of("R-17", "risk"));
        assertThat(read(mapping, Map.of("groups", List.of("R-17", "market"))).groups())
                .containsExactlyInAnyOrder("risk", "market");
    }

    @Example
    void aProgramIsKnownByItsClient() {
        assertThat(read(SAME_NAMES, Map.of("client_id", "f3a1")).kind()).isEqualTo(AccountKind.SERVICE);
        assertThat(read(SAME_NAMES, Map.of("azp", "ci", "preferred_username", "service-account-ci"))
                        .kind())
                .isEqualTo(AccountKind.SERVICE);
        assertThat(read(SAME_NAMES, Map.of("azp", "app", "preferred_username", "ann"))
                        .kind())
                .isEqualTo(AccountKind.PERSON);
    }

    @Example
    void whatIsNotSaidIsNotKnown() {
        Vouched ann = read(SAME_NAMES, Map.of());
        assertThat(ann.name()).isEqualTo("f3a1");
        assertThat(ann.roles()).isEmpty();
        assertThat(ann.groups()).isEmpty();
        assertThat(ann.actsFor()).isNull();
        assertThat(ann.authentication()).isNull();
    }

    @Example
    void aTimeIsReadInSeconds() {
        Vouched ann =
                read(SAME_NAMES, Map.of("auth_time", 1_800_000_000L, "acr", "gold", "amr", List.of("pwd", "otp")));
        assertThat(ann.authentication()).satisfies(shown -> {
            assertThat(shown.at()).isEqualTo(Instant.ofEpochSecond(1_800_000_000L));
            assertThat(shown.context()).isEqualTo("gold");
            assertThat(shown.methods()).containsExactly("otp", "pwd");
        });
    }

    /** Whatever a provider puts where: nobody is let in by a fault, and nothing becomes a role by accident. */
    @Property(tries = 500)
    void oddClaimsGiveNoRolesAndNoFaults(@ForAll("claims") Map<String, Object> claims) {
        Vouched ann = read(SAME_NAMES, claims);
        assertThat(ann.roles()).isEmpty();
        assertThat(ann.groups()).hasSizeLessThanOrEqualTo(100);
    }

    @Provide
    Arbitrary<Map<String, Object>> claims() {
        Arbitrary<Object> scalar = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(text -> text),
                Arbitraries.longs().map(number -> number),
                Arbitraries.of(true, false).map(flag -> flag));
        Arbitrary<Object> value = Arbitraries.oneOf(
                scalar,
                scalar.list().ofMaxSize(4).map(list -> list),
                Arbitraries.maps(
                                Arbitraries.of("roles", "app", "x"),
                                scalar.list().ofMaxSize(3))
                        .map(map -> map));
        return Arbitraries.maps(
                        Arbitraries.of(
                                "realm_access",
                                "resource_access",
                                "groups",
                                "acts_for",
                                "preferred_username",
                                "auth_time",
                                "acr",
                                "amr",
                                "azp"),
                        value)
                .map(HashMap::new);
    }
}
