package io.countersign.jenkins;

import io.countersign.rejection.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What builds may be told of an event: the attributes of the CloudEvent, and the members of its data. */
final class Members {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 500;
    private static final Pattern OF_DATA = Pattern.compile("data(\\.[A-Za-z_][A-Za-z0-9_]*)+");
    private static final Set<String> ATTRIBUTES = new TreeSet<>(Set.of(
            "id",
            "source",
            "type",
            "subject",
            "time",
            "sequence",
            "correlationid",
            "causationid",
            "actorid",
            "modelname"));

    private final JsonNode event;

    private Members(JsonNode event) {
        this.event = event;
    }

    /** @param event a CloudEvent in structured JSON */
    static Members of(byte[] event) {
        return new Members(JSON.readTree(new String(event, StandardCharsets.UTF_8)));
    }

    /** @throws io.countersign.rejection.Rejection when no event has such a member */
    static void require(String member) {
        if (!ATTRIBUTES.contains(member) && !isOfData(member)) {
            throw Invalid.value(
                    "job.parameters",
                    member,
                    "use " + String.join(", ", ATTRIBUTES) + ", or a member of the event's data, as data.version.");
        }
    }

    /** What is too long is not matched, as that takes the deeper a stack the longer it is. */
    private static boolean isOfData(String member) {
        return member.length() <= LONGEST && OF_DATA.matcher(member).matches();
    }

    /** Texts as they are, all else in JSON; empty where this event has no such member. */
    String text(String member) {
        JsonNode found = event;
        for (String name : member.split("\\.")) {
            found = found.path(name);
        }
        if (found.isMissingNode() || found.isNull()) {
            return "";
        }
        return found.isValueNode() ? found.asString() : found.toString();
    }
}
