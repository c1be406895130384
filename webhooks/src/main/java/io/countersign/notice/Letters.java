package io.countersign.notice;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words what is told. Nothing that people wrote about a request is in it, for that can be erased and a sent message cannot;
 * a link leads to it instead. Names are on one line whatever is in them.
 */
final class Letters {

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+");
    private static final String FOOTER = """

            --
            Which notices you get, and how, is up to you: %s/api/governance/v1/notices/preferences
            """;

    private final String publicUrl;

    /** @param publicUrl under which people reach the server, without a slash at the end */
    Letters(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** A topic with the last that happened to it. */
    record Item(Notice notice, Matter matter) {}

    /** Each topic once, as it stands now. */
    Letter of(List<Item> items, String messageId) {
        List<Item> topics = latest(items);
        List<String> thread =
                topics.stream().map(item -> item.matter().topic().id()).toList();
        return topics.size() == 1
                ? new Letter(line(sentence(topics.getFirst())), said(topics.getFirst()) + footer(), messageId, thread)
                : new Letter(
                        topics.size() + " requests in Countersign",
                        topics.stream().map(this::said).collect(Collectors.joining("\n")) + footer(),
                        messageId,
                        thread);
    }

    Letter test(String messageId) {
        return new Letter(
                "A test from Countersign",
                "You asked whether notices reach you here. They do.\n" + footer(),
                messageId,
                List.of());
    }

    private static List<Item> latest(List<Item> items) {
        Map<String, Item> byTopic = new TreeMap<>();
        items.stream()
                .sorted(Comparator.comparing(item -> item.notice().madeAt()))
                .forEach(item -> byTopic.put(item.matter().topic().toString(), item));
        List<Item> latest = new ArrayList<>(byTopic.values());
        latest.sort(Comparator.comparing(item -> item.notice().madeAt()));
        return latest;
    }

    private String said(Item item) {
        return line(sentence(item)) + "\n" + publicUrl + item.matter().path() + "\n";
    }

    private static String sentence(Item item) {
        Notice notice = item.notice();
        String happened = notice.outcome() != null
                ? "was " + notice.outcome()
                : notice.happening() == Happening.WAITING && !notice.owner().isGroup()
                        ? "waits for your decision"
                        : notice.happening().words();
        Instant expires = item.matter().expires();
        String until = notice.happening().asks() && expires != null
                ? ", until " + expires.truncatedTo(ChronoUnit.MINUTES)
                : "";
        return item.matter().what() + " " + happened + until;
    }

    private String footer() {
        return FOOTER.formatted(publicUrl);
    }

    private static String line(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }
}
