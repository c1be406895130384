package io.countersign.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The messages of the routes on notices. */
final class NoticeMessages {

    private NoticeMessages() {}

    /** A channel that is not there is left as it is; null turns it off, and forgets the address. */
    record SetPreferences(
            @Nullable JsonNode email, @Nullable JsonNode chat) {}

    /** The same of a group, which has no mailbox. */
    record SetGroup(@Nullable JsonNode chat) {}

    record Test() {}

    /**
     * How somebody is told by one channel.
     *
     * @param available whether this server can send by it
     * @param address null while it is off; of a chat no more than the host is ever told
     */
    record Told(
            boolean available,
            @Nullable String address,
            @Nullable List<String> happenings,
            @Nullable String timing,
            @Nullable Integer hour,
            @Nullable Boolean quiet) {

        static Told of(Optional<Preference> preference, boolean available) {
            return preference
                    .map(wanted -> new Told(
                            available,
                            shown(wanted),
                            wanted.happenings().stream()
                                    .sorted()
                                    .map(Happening::code)
                                    .toList(),
                            wanted.timing().code(),
                            wanted.timing() == Preference.Timing.DAILY ? wanted.hour() : null,
                            wanted.quiet()))
                    .orElse(new Told(available, null, null, null, null, null));
        }

        private static String shown(Preference wanted) {
            if (wanted.channel() == Channel.EMAIL) {
                return wanted.address();
            }
            URI url = URI.create(wanted.address());
            return url.getScheme() + "://" + url.getHost() + "/…";
        }
    }

    record Preferences(Told email, Told chat) {}

    record OfGroup(String group, Told chat) {}

    /** @param problem why it was not sent, or not yet */
    record One(
            String topic,
            String topicId,
            String happening,
            @Nullable String outcome,
            String channel,
            Instant madeAt,
            String state,
            int attempts,
            @Nullable Instant sentAt,
            @Nullable String problem) {

        static One of(Notice notice) {
            return new One(
                    notice.topic().kind().name().toLowerCase(Locale.ROOT),
                    notice.topic().id(),
                    notice.happening().code(),
                    notice.outcome(),
                    notice.channel().code(),
                    notice.madeAt(),
                    notice.state(),
                    notice.attempts(),
                    notice.sentAt(),
                    notice.problem());
        }
    }

    record Page(@JsonInclude(JsonInclude.Include.ALWAYS) List<One> notices) {}

    record Sent(@JsonInclude(JsonInclude.Include.ALWAYS) List<String> channels) {}

    static Set<Happening> everything() {
        return EnumSet.copyOf(Happening.all());
    }

    static String choices() {
        return Happening.all().stream().map(Happening::code).collect(Collectors.joining(", "));
    }
}
