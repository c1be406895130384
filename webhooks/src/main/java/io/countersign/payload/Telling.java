package io.countersign.payload;

/**
 * One message that an event makes for a receiver.
 *
 * @param word the event in the words of the receiver's kind
 * @param part which of the messages of the one event; mostly there is one, and it is 0
 */
public record Telling(String word, int part) {

    public static Telling only(String word) {
        return new Telling(word, 0);
    }

    /** What tells the message from all others to one receiver, however often it is sent. */
    public String messageId(String eventId) {
        return part == 0 ? eventId : eventId + "." + part;
    }
}
