package io.countersign.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rejection.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowPermissionTest {

    @ParameterizedTest
    @CsvSource({
        "CAN_READ, READ",
        "CAN_EDIT, EDIT",
        "CAN_MANAGE_STAGING_VERSIONS, EDIT",
        "CAN_MANAGE_PRODUCTION_VERSIONS, EDIT",
        "CAN_MANAGE, MANAGE"
    })
    void aLevelIsToldAsOneThatGivesNoMore(PermissionLevel level, MlflowPermission told) {
        assertThat(MlflowPermission.within(level)).isEqualTo(told);
        assertThat(level.includes(told.level())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(MlflowPermission.class)
    void whatWasGivenIsToldByTheNameThatItWasGivenBy(MlflowPermission permission) {
        assertThat(MlflowPermission.within(
                        MlflowPermission.named(permission.name()).level()))
                .isEqualTo(permission);
    }

    @ParameterizedTest
    @EnumSource(ObjectType.class)
    void eachCanBeHeldOnEveryKindOfObject(ObjectType type) {
        assertThat(MlflowPermission.values())
                .extracting(MlflowPermission::level)
                .isSubsetOf(type.levels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_PERMISSIONS", "DENY", "USE", "read", "CAN_MANAGE", "OWNER"})
    void othersThereAreNot(String name) {
        assertThatThrownBy(() -> MlflowPermission.named(name))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("Invalid value \"" + name + "\" for parameter 'permission' supplied: ")
                .hasMessageEndingWith("use READ, EDIT or MANAGE.");
    }

    @Test
    void thatNothingIsTakenAwayByGrantingIsSaid() {
        assertThatThrownBy(() -> MlflowPermission.named("NO_PERMISSIONS"))
                .hasMessageContaining("whoever has a role sees every experiment and model")
                .hasMessageContaining("taken back by deleting the permission");
    }
}
