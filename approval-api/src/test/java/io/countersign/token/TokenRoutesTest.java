package io.countersign.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.governance.Office;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands where a token's id should be: there is no such token. */
class TokenRoutesTest {

    @AutoClose
    private static final Office OFFICE = new Office();

    @ParameterizedTest
    @ValueSource(strings = {"%20", "%09", "x", "%F0%9F%9A%80", "01a20638-1248-7970-bad8-ceabea2db5fa"})
    void whatIsNoTokenIsNotRevoked(String id) {
        Caller.Answer byProgram = OFFICE.admin().exchange("DELETE", Office.API + "/tokens/" + id, "");
        assertThat(byProgram.status()).as(byProgram.text()).isEqualTo(404);
        assertThat(byProgram.text()).contains("There is no token ");
        Caller.Answer byPage = OFFICE.admin().exchange("POST", "/account/tokens/" + id + "/revoke", "");
        assertThat(byPage.status()).as(byPage.text()).isEqualTo(400);
        assertThat(byPage.text()).contains("There is no token ");
    }
}
