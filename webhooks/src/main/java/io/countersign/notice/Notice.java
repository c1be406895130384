package io.countersign.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person or group is told, by one channel, of one topic.
 *
 * @param since when it was first to be sent
 * @param gathered whether it goes into one message with others
 * @param state {@code due}, {@code sent}, {@code dropped} or {@code failed}
 * @param messageId of the message that it was last sent in; null when it was in none yet
 * @param problem why it was not sent; null when there was none
 */
public record Notice(
        String id,
        Topic topic,
        Happening happening,
        @Nullable String outcome,
        Owner owner,
        Channel channel,
        Instant madeAt,
        Instant since,
        boolean gathered,
        String state,
        @Nullable String messageId,
        int attempts,
        @Nullable Instant sentAt,
        @Nullable String problem) {}
