package io.countersign.registeredmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageTest {

    @ParameterizedTest
    @CsvSource({
        "None, NONE",
        "Staging, STAGING",
        "Production, PRODUCTION",
        "Archived, ARCHIVED",
        "production, PRODUCTION",
        "STAGING, STAGING"
    })
    void isReadInWhateverCase(String label, Stage stage) {
        assertThat(Stage.labelled(label)).isEqualTo(stage);
    }

    @ParameterizedTest
    @EnumSource
    void isReadBackFromItsLabel(Stage stage) {
        assertThat(Stage.labelled(stage.label())).isEqualTo(stage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prod", "Production ", "Released"})
    void anyOtherIsRefusedWithTheOnesThatExist(String label) {
        assertThat(Refused.because(Reason.STAGE_UNKNOWN, () -> Stage.labelled(label)))
                .hasMessage("Invalid Model Version stage: " + label
                        + ". Value must be one of None, Staging, Production, Archived.");
    }

    @Test
    void stagingAndProductionServeSomebody() {
        assertThat(Stage.values()).filteredOn(Stage::isActive).containsExactly(Stage.STAGING, Stage.PRODUCTION);
    }
}
