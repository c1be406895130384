package io.countersign.notice;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.notice.NoticeMessages.OfGroup;
import io.countersign.notice.NoticeMessages.Page;
import io.countersign.notice.NoticeMessages.Preferences;
import io.countersign.notice.NoticeMessages.Sent;
import io.countersign.notice.NoticeMessages.Told;
import io.countersign.wire.PageLimit;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** {@code /notices}: what people were told, and how they want to be. */
@GovernanceRoutes
@Requires(Operation.READ_OWN_NOTICES)
final class NoticeRoutes {

    private final Sender sender;
    private final PreferenceTable preferences;
    private final PreferenceReader reader;
    private final NoticeTable table;
    private final Notices notices;

    NoticeRoutes(
            Sender sender, PreferenceTable preferences, PreferenceReader reader, NoticeTable table, Notices notices) {
        this.sender = sender;
        this.preferences = preferences;
        this.reader = reader;
        this.table = table;
        this.notices = notices;
    }

    /** One's own, newest first. */
    @GetMapping("/notices")
    Page last(@RequestParam(defaultValue = "50") int limit) {
        return new Page(table.lastOf(sender.subject(), PageLimit.require(limit)).stream()
                .map(NoticeMessages.One::of)
                .toList());
    }

    @GetMapping("/notices/preferences")
    Preferences get() {
        Owner owner = Owner.of(sender.subject());
        return new Preferences(told(owner, Channel.EMAIL), told(owner, Channel.CHAT));
    }

    /** All that is given, or nothing of it. */
    @PutMapping("/notices/preferences")
    @Requires(Operation.CHANGE_OWN_NOTICES)
    Preferences put(@Wire NoticeMessages.SetPreferences message) {
        Owner owner = Owner.of(sender.subject());
        Optional<Preference> email = read(owner, Channel.EMAIL, message.email());
        Optional<Preference> chat = read(owner, Channel.CHAT, message.chat());
        put(owner, Channel.EMAIL, message.email(), email);
        put(owner, Channel.CHAT, message.chat(), chat);
        return get();
    }

    @GetMapping("/notices/groups/{group}")
    @Requires(Operation.MANAGE_NOTICES)
    OfGroup get(@PathVariable String group) {
        return new OfGroup(group, told(Owner.group(group), Channel.CHAT));
    }

    @PutMapping("/notices/groups/{group}")
    @Requires(Operation.MANAGE_NOTICES)
    OfGroup put(@PathVariable String group, @Wire NoticeMessages.SetGroup message) {
        Owner owner = Owner.group(group);
        put(owner, Channel.CHAT, message.chat(), read(owner, Channel.CHAT, message.chat()));
        return get(group);
    }

    /** Tells whoever asks, by each channel that they turned on and this server can send by. */
    @PostMapping("/notices/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Requires(Operation.CHANGE_OWN_NOTICES)
    Sent test(@Wire NoticeMessages.Test message) {
        List<Channel> reached = notices.test(sender.subject());
        return new Sent(reached.stream().map(Channel::code).toList());
    }

    private Told told(Owner owner, Channel channel) {
        return Told.of(preferences.of(owner, channel), notices.channels().contains(channel));
    }

    private Optional<Preference> read(Owner owner, Channel channel, @Nullable JsonNode given) {
        return given == null || given.isNull()
                ? Optional.empty()
                : Optional.of(reader.read(channel, given, preferences.of(owner, channel)));
    }

    private void put(Owner owner, Channel channel, @Nullable JsonNode given, Optional<Preference> wanted) {
        if (given != null && given.isNull()) {
            preferences.remove(owner, channel);
        }
        wanted.ifPresent(preference -> preferences.put(owner, preference));
    }
}
