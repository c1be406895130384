package io.countersign.notice;

import io.countersign.egress.Targets;
import io.countersign.rejection.Invalid;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads how somebody wants to be told by one channel: what is given, and the rest as it was. */
@Component
final class PreferenceReader {

    private static final List<String> FIELDS = List.of("address", "happenings", "timing", "hour", "quiet");
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_URL = 2000;
    private static final int DEFAULT_HOUR = 8;

    private final Targets targets;

    PreferenceReader(Targets targets) {
        this.targets = targets;
    }

    /** @throws io.countersign.rejection.Rejection that says what is wrong with which field */
    Preference read(Channel channel, JsonNode given, Optional<Preference> before) {
        if (!given.isObject()) {
            throw Invalid.value(
                    channel.code(), given, "use an object with address and, if you like, happenings, timing and more.");
        }
        for (String field : given.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw Invalid.value(channel.code(), field, "its fields are " + String.join(", ", FIELDS) + ".");
            }
        }
        return new Preference(
                channel,
                address(channel, given.get("address"), before),
                happenings(field(channel, "happenings"), given.get("happenings"), before),
                timing(field(channel, "timing"), given.get("timing"), before),
                hour(field(channel, "hour"), given.get("hour"), before),
                quiet(field(channel, "quiet"), given.get("quiet"), before));
    }

    private static String field(Channel channel, String name) {
        return channel.code() + "." + name;
    }

    private String address(Channel channel, @Nullable JsonNode given, Optional<Preference> before) {
        String field = field(channel, "address");
        if (given == null) {
            return before.map(Preference::address).orElseThrow(() -> Invalid.missing(field));
        }
        if (!given.isString()) {
            throw Invalid.value(field, given, "use a text.");
        }
        String address = given.asString();
        return channel == Channel.EMAIL ? email(field, address) : chat(field, address);
    }

    private static String email(String field, String address) {
        if (address.length() > LONGEST_EMAIL) {
            throw Invalid.tooLong(field, LONGEST_EMAIL);
        }
        MailSettings.wrong(address).ifPresent(why -> {
            throw Invalid.value(field, address, "it is no address of e-mail: " + why + ".");
        });
        return address;
    }

    /** It is a secret, and stands in no message. */
    private String chat(String field, String address) {
        if (address.length() > LONGEST_URL) {
            throw Invalid.tooLong(field, LONGEST_URL);
        }
        return targets.check(address).toString();
    }

    private static Set<Happening> happenings(String field, @Nullable JsonNode given, Optional<Preference> before) {
        if (given == null) {
            return before.map(Preference::happenings).orElse(NoticeMessages.everything());
        }
        if (!given.isArray()) {
            throw Invalid.value(field, given, "use a list of " + NoticeMessages.choices() + ".");
        }
        Set<Happening> chosen = EnumSet.noneOf(Happening.class);
        given.forEach(each -> chosen.add(happening(field, each)));
        return chosen;
    }

    private static Happening happening(String field, JsonNode given) {
        return Optional.of(given)
                .filter(JsonNode::isString)
                .flatMap(text -> Happening.coded(text.asString()))
                .orElseThrow(() -> Invalid.value(field, given, "use any of " + NoticeMessages.choices() + "."));
    }

    private static Preference.Timing timing(String field, @Nullable JsonNode given, Optional<Preference> before) {
        if (given == null) {
            return before.map(Preference::timing).orElse(Preference.Timing.IMMEDIATE);
        }
        return Stream.of(Preference.Timing.values())
                .filter(each -> given.isString() && each.code().equals(given.asString()))
                .findFirst()
                .orElseThrow(() -> Invalid.value(field, given, "use immediate, hourly or daily."));
    }

    private static int hour(String field, @Nullable JsonNode given, Optional<Preference> before) {
        if (given == null) {
            return before.map(Preference::hour).orElse(DEFAULT_HOUR);
        }
        if (!given.isInt() || given.asInt() < 0 || given.asInt() > 23) {
            throw Invalid.value(field, given, "use an hour of the day in UTC, 0 to 23.");
        }
        return given.asInt();
    }

    private static boolean quiet(String field, @Nullable JsonNode given, Optional<Preference> before) {
        if (given == null) {
            return before.map(Preference::quiet).orElse(false);
        }
        if (!given.isBoolean()) {
            throw Invalid.value(field, given, "use true or false.");
        }
        return given.asBoolean();
    }
}
