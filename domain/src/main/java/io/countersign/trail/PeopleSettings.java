package io.countersign.trail;

import io.countersign.accesslog.AccessEvent;
import io.countersign.attempt.AttemptEvent;
import io.countersign.delegation.DelegationEvent;
import io.countersign.identity.Role;
import io.countersign.identity.UserEvent;
import io.countersign.permission.Grant;
import io.countersign.permission.PermissionEvent;
import io.countersign.permission.PermissionLevel;
import io.countersign.permission.Principal;
import io.countersign.privacy.ErasureEvent;
import io.countersign.token.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What changes of who may do what. */
final class PeopleSettings {

    private static final String STATE = "state";
    private static final String ACTIVE = "active";

    private PeopleSettings() {}

    static Stream<Setting> of(PermissionEvent event) {
        String object = event.object().stream();
        return switch (event) {
            case PermissionEvent.Changed e -> changed(object, levels(e.before()), levels(e.after()));
        };
    }

    /** Who holds what they held before is left out. */
    private static Stream<Setting> changed(
            String object, Map<Principal, PermissionLevel> before, Map<Principal, PermissionLevel> after) {
        return Stream.of(before, after)
                .flatMap(levels -> levels.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .filter(principal -> !Objects.equals(before.get(principal), after.get(principal)))
                .map(principal -> Setting.from(object, named(principal), before.get(principal), after.get(principal)));
    }

    private static Map<Principal, PermissionLevel> levels(List<Grant> grants) {
        return grants.stream().collect(Collectors.toMap(Grant::principal, Grant::level, PeopleSettings::higher));
    }

    private static PermissionLevel higher(PermissionLevel one, PermissionLevel other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String named(Principal principal) {
        return switch (principal.kind()) {
            case USER -> "user/" + principal.id();
            case GROUP -> "group/" + principal.id();
        };
    }

    static Stream<Setting> of(UserEvent event) {
        String user = event.user().stream();
        return switch (event) {
            case UserEvent.Registered e -> account(user, e.roles(), e.groups());
            case UserEvent.Admitted e ->
                Stream.concat(account(user, e.roles(), e.groups()), Stream.of(Setting.to(user, "issuer", e.issuer())));
            case UserEvent.ServiceRegistered e ->
                Stream.concat(
                        account(user, e.roles(), e.groups()), Stream.of(Setting.to(user, "acts_for", e.person())));
            case UserEvent.AccessChanged e -> access(user, e.roles(), e.groups());
            case UserEvent.Assigned e -> Stream.of(Setting.to(user, "acts_for", e.person()));
            case UserEvent.Released e -> Stream.of(Setting.without(user, "acts_for"));
            case UserEvent.TokenIssued e -> Stream.of(Setting.to(user, "token." + e.token(), scopes(e.scopes())));
            case UserEvent.TokenRevoked e -> Stream.of(Setting.without(user, "token." + e.token()));
            case UserEvent.PasswordChanged e -> Stream.of(Setting.once(user, "password", "changed"));
            case UserEvent.Vouched e -> Stream.of(Setting.once(user, "vouched", "again"));
            case UserEvent.Removed e -> Stream.of(Setting.from(user, STATE, ACTIVE, "removed"));
        };
    }

    private static Stream<Setting> account(String user, Set<Role> roles, Set<String> groups) {
        return Stream.concat(Stream.of(Setting.once(user, STATE, ACTIVE)), access(user, roles, groups));
    }

    private static Stream<Setting> access(String user, Set<Role> roles, Set<String> groups) {
        return Stream.of(
                Setting.to(user, "roles", roles.stream().map(Role::label).collect(Collectors.joining(", "))),
                Setting.to(user, "groups", String.join(", ", groups)));
    }

    private static String scopes(Set<Scope> scopes) {
        return scopes.stream().map(Scope::toString).collect(Collectors.joining(", "));
    }

    /** It changes nothing; what was wanted, and why it was not to be, is all there is to tell. */
    static Stream<Setting> of(AttemptEvent event) {
        return switch (event) {
            case AttemptEvent.Refused e ->
                Stream.of(
                        Setting.once("attempt/" + e.attempt(), "operation", e.operation()),
                        Setting.once(
                                "attempt/" + e.attempt(), "target", e.target().topic()),
                        Setting.once("attempt/" + e.attempt(), "reason", e.reason()));
        };
    }

    static Stream<Setting> of(AccessEvent event) {
        String user = event.by().stream();
        return switch (event) {
            case AccessEvent.SignedIn e -> Stream.of(Setting.once(user, "signed_in", e.method()));
            case AccessEvent.SignInRefused e -> Stream.of(Setting.once(user, "turned_away", e.method()));
            case AccessEvent.AuditRead e -> Stream.of(Setting.once(user, "read", e.operation()));
        };
    }

    static Stream<Setting> of(DelegationEvent event) {
        String delegation = "delegation/" + event.delegation();
        return switch (event) {
            case DelegationEvent.Given e ->
                Stream.of(
                        Setting.once(delegation, STATE, "given"),
                        Setting.once(delegation, "to", e.to()),
                        Setting.once(delegation, "from", e.from()),
                        Setting.once(delegation, "until", e.until()));
            case DelegationEvent.Revoked e -> Stream.of(Setting.from(delegation, STATE, "given", "revoked"));
        };
    }

    static Stream<Setting> of(ErasureEvent event) {
        String erasure = "erasure/" + event.person();
        return switch (event) {
            case ErasureEvent.Proposed e ->
                Stream.of(Setting.to(erasure, STATE, "proposed"), Setting.to(erasure, "reason", e.reason()));
            case ErasureEvent.Declined e ->
                Stream.of(Setting.to(erasure, STATE, "declined"), Setting.to(erasure, "answer", e.reason()));
            case ErasureEvent.CarriedOut e -> Stream.of(Setting.to(erasure, STATE, "carried out"));
        };
    }
}
