package io.countersign.registeredmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.SubjectId;
import io.countersign.policy.Party;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PastVersionTest {

    private static final SubjectId ADA = new SubjectId("ada");

    @Test
    void ofNoRunAndNoLoggedModelNobodyIsTheOwner() {
        assertThat(new PastVersion(ADA, false, false, null).parties())
                .containsEntry(Party.RUN_OWNER, Set.of())
                .containsEntry(Party.LAST_MODIFIER, Set.of());
    }

    @Test
    void whoOwnsARunAndWhoChangedItLastIsNotKnown() {
        assertThat(new PastVersion(ADA, true, false, null).parties()).containsOnlyKeys(Party.VERSION_CREATOR);
    }

    @Test
    void whoLoggedAModelIsNotKnown() {
        assertThat(new PastVersion(ADA, false, true, ADA).parties())
                .doesNotContainKey(Party.RUN_OWNER)
                .containsEntry(Party.LAST_MODIFIER, Set.of(ADA));
    }
}
