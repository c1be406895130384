package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.experiment.ExperimentId;
import io.countersign.identity.SubjectId;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.run.RunId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    @Test
    void oneValueNamesADifferentStreamForEachKindOfThing() {
        String value = "0198c0de";

        assertThat(List.of(
                        new ExperimentId(value).stream(),
                        new RunId(value).stream(),
                        new LoggedModelId(value).stream(),
                        new ModelId(value).stream(),
                        new VersionId(new ModelId(value), 1).stream(),
                        new SubjectId(value).stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void versionOneHundredAndElevenOfOneModelIsNotVersionElevenOfAnother() {
        assertThat(new VersionId(new ModelId("a1"), 11).stream())
                .isNotEqualTo(new VersionId(new ModelId("a"), 111).stream());
    }

    @Property
    void twoVersionsShareAStreamOnlyWhenTheyAreTheSame(
            @ForAll @NotEmpty @AlphaChars @NumericChars String model,
            @ForAll @NotEmpty @AlphaChars @NumericChars String otherModel,
            @ForAll @IntRange(min = 1) int number,
            @ForAll @IntRange(min = 1) int otherNumber) {
        VersionId version = new VersionId(new ModelId(model), number);
        VersionId other = new VersionId(new ModelId(otherModel), otherNumber);

        assertThat(version.stream().equals(other.stream())).isEqualTo(version.equals(other));
    }

    @Test
    void idsReadAsTheirBareValue() {
        assertThat(List.of(
                        new ExperimentId("7"),
                        new RunId("7"),
                        new LoggedModelId("7"),
                        new ModelId("7"),
                        new RequestId("7"),
                        new CommentId("7"),
                        new SubjectId("7")))
                .allSatisfy(id -> assertThat(id).hasToString("7"));
    }

    @Test
    void aRunIsNeverTakenForAModelOfTheSameValue() {
        assertThat((Identifier) new RunId("7")).isNotEqualTo(new ModelId("7"));
    }
}
