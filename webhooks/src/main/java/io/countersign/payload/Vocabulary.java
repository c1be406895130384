package io.countersign.payload;

import io.countersign.webhook.WebhookId;
import java.util.Collection;
import java.util.List;

/** The words in which one kind of receiver asks for events, and the messages in which it is told of them. */
public interface Vocabulary {

    /** Every word that a webhook of this kind may be for. */
    Collection<String> words();

    /** Whether events under this word can be about one model. */
    boolean concernsModels(String word);

    /** Whether events under this word can be about a stage. */
    boolean concernsStages(String word);

    /** What somebody who asked for these words is told of an event; nothing when none of them fits. */
    List<Telling> tellings(Occurrence occurrence, Collection<String> words);

    /** The message, as it is signed and sent. */
    byte[] body(Occurrence occurrence, Telling telling, WebhookId webhook);

    String contentType();
}
