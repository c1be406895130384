package io.countersign.notice;

import io.countersign.egress.Call;
import io.countersign.egress.Egress;
import io.countersign.egress.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Carries messages to chats, in the format that Slack introduced and Mattermost and Teams took over. */
final class Chat implements Carrier {

    /** Of those that say no, who may say yes another time. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Egress egress;

    Chat(Egress egress) {
        this.egress = egress;
    }

    @Override
    public void carry(String address, Letter letter) {
        byte[] json = JsonMapper.shared().writeValueAsBytes(Map.of("text", plain(letter)));
        Outcome result = egress.send(
                new Call("POST", URI.create(address), Map.of("Content-Type", "application/json"), json, TIMEOUT));
        Integer status = result.status();
        if (status == null) {
            throw new Undelivered("No answer: " + result.error(), false);
        }
        if (status < 200 || status >= 300) {
            throw new Undelivered(
                    "The chat answered " + status + ".", status >= 300 && status < 500 && !PASSING.contains(status));
        }
    }

    /** A model that is named like a mark-up or a mention calls nobody. */
    private static String plain(Letter letter) {
        String text = letter.thread().size() == 1 ? letter.text() : letter.subject() + "\n\n" + letter.text();
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@\u200b");
    }
}
