package io.countersign.delivery;

import io.countersign.payload.Occurrence;
import io.countersign.payload.Telling;
import io.countersign.payload.Vocabulary;
import io.countersign.webhook.WebhookId;

/**
 * One message to a receiver.
 *
 * @param id the same however often it is sent
 * @param body the bytes that are signed; never changed
 */
record Message(String id, String contentType, byte[] body) {

    static Message of(Occurrence occurrence, Telling telling, Vocabulary vocabulary, WebhookId webhook) {
        return new Message(
                telling.messageId(occurrence.id()),
                vocabulary.contentType(),
                vocabulary.body(occurrence, telling, webhook));
    }
}
