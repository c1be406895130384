package io.countersign.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.egress.Allowed;
import io.countersign.egress.Targets;
import io.countersign.fuzz.Mutations;
import io.countersign.fuzz.Reading;
import io.countersign.rejection.Rejection;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnyPreferenceTest {

    private static final String MAIL =
            "{\"address\":\"ann@example.com\",\"happenings\":[\"test\"],\"timing\":\"daily\",\"hour\":7,\"quiet\":true}";
    private static final String CHAT = "{\"address\":\"https://chat.example/hook\",\"timing\":\"hourly\"}";

    private static final PreferenceReader READER = new PreferenceReader(
            new Targets(Allowed.nothing(), name -> List.of(InetAddress.getByAddress(name, new byte[] {93, 1, 2, 3}))));

    @Example
    void aWishIsRead() {
        assertThat(READER.read(Channel.CHAT, JsonMapper.shared().readTree(CHAT), Optional.empty())
                        .timing())
                .isEqualTo(Preference.Timing.HOURLY);
    }

    @Property(tries = 2_000)
    void whateverSomebodyWishesIsAWishOrRefused(@ForAll("wishes") String json, @ForAll Channel channel) {
        JsonNode given;
        try {
            given = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            return; // refused before it gets there
        }
        Reading.orRefusal(() -> READER.read(channel, given, Optional.empty()), Rejection.class)
                .ifPresent(wish -> {
                    assertThat(wish.address()).matches("[\\x21-\\x7E]+");
                    assertThat(wish.hour()).isBetween(0, 23);
                });
    }

    @Provide
    Arbitrary<String> wishes() {
        return Mutations.of(MAIL, MAIL.replace("7", "24"), MAIL.replace("7", "230"), MAIL.replace("7", "-1"), CHAT);
    }
}
