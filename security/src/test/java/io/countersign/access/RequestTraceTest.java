package io.countersign.access;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RequestTraceTest {

    @Property
    void aSaneIdIsKept(
            @ForAll @CharRange(from = 'a', to = 'z') @CharRange(from = '-', to = '.') @StringLength(min = 1, max = 64)
                    String id) {
        assertThat(RequestTrace.of(id, null)).isEqualTo(new RequestTrace(id, id));
    }

    @Property
    void whateverIsSentWhatIsLoggedIsSane(@ForAll String request, @ForAll String correlation) {
        RequestTrace trace = RequestTrace.of(request, correlation);
        assertThat(trace.request()).matches("[A-Za-z0-9._-]{1,64}");
        assertThat(trace.correlation()).matches("[A-Za-z0-9._-]{1,64}");
    }

    @Test
    void aStoryMayHaveAnIdOfItsOwn() {
        assertThat(RequestTrace.of("a", "story")).isEqualTo(new RequestTrace("a", "story"));
        assertThat(RequestTrace.of("a\nb", "story").request()).hasSize(36);
    }
}
