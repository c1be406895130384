package io.countersign.egress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rejection.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "Host", "content-length", "Transfer-Encoding", "Connection"})
    void aHeaderOfTheConnectionOrOfNoRightNameIsRefused(String name) {
        assertThatThrownBy(() -> Call.requireSendable(name, "x"))
                .isInstanceOf(Rejection.class)
                .hasMessage("A header named \"%s\" cannot be sent.".formatted(name));
    }

    @Test
    void aValueThatWouldBeginAnotherHeaderIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> Call.requireSendable("Authorization", "Bearer s3cret\r\nX: y"))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining("s3cret");
    }
}
