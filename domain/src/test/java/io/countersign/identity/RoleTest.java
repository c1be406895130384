package io.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void aRoleIncludesThoseBeforeIt() {
        assertThat(Role.values())
                .filteredOn(Role.REVIEWER::includes)
                .containsExactly(Role.VIEWER, Role.CONTRIBUTOR, Role.REVIEWER);
        assertThat(Role.values()).filteredOn(Role.VIEWER::includes).containsExactly(Role.VIEWER);
        assertThat(Role.values()).allMatch(Role.ADMIN::includes);
    }

    @Test
    void aReleaseManagerReviewsAndAnAuditorDoesNot() {
        assertThat(Role.values())
                .filteredOn(Role.RELEASE_MANAGER::includes)
                .containsExactly(Role.VIEWER, Role.CONTRIBUTOR, Role.REVIEWER, Role.RELEASE_MANAGER);
        assertThat(Role.values()).filteredOn(Role.AUDITOR::includes).containsExactly(Role.VIEWER, Role.AUDITOR);
    }

    @Test
    void whoHasNoRoleMayDoNothing() {
        Actor nobody = new Actor(new SubjectId("ann"), Set.of(), false);

        assertThat(Role.values()).noneMatch(nobody::has);
    }

    @Test
    void itsPublicNameIsReadInWhateverCase() {
        assertThat(Role.labelled("Reviewer")).contains(Role.REVIEWER);
        assertThat(Role.labelled("owner")).isEmpty();
        assertThat(Role.labelled("release-manager")).contains(Role.RELEASE_MANAGER);
        assertThat(Role.ADMIN.label()).isEqualTo("admin");
    }

    @Test
    void anActorKeepsTheRolesThatWereReadWhenTheCommandArrived() {
        Set<Role> roles = EnumSet.of(Role.VIEWER);
        Actor actor = new Actor(new SubjectId("ann"), roles, false);
        roles.add(Role.ADMIN);

        assertThat(actor.has(Role.ADMIN)).isFalse();
    }

    @Test
    void anEventListsRolesAndGroupsInOneOrder() {
        Set<Role> backwards = new TreeSet<>(Comparator.reverseOrder());
        backwards.addAll(EnumSet.allOf(Role.class));

        assertThat(new UserEvent.Registered(new SubjectId("ann"), backwards, Set.of("b", "c", "a")))
                .satisfies(event -> assertThat(event.roles()).containsExactly(Role.values()))
                .satisfies(event -> assertThat(event.groups()).containsExactly("a", "b", "c"));
    }

    @Test
    void aPasswordHashNeverShowsItself() {
        assertThat(new PasswordHash("$argon2id$secret")).hasToString("PasswordHash[hidden]");
    }
}
