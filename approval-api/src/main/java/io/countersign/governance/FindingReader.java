package io.countersign.governance;

import io.countersign.Uuid7;
import io.countersign.identity.SubjectId;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.signin.People;
import io.countersign.wire.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads on condition of what somebody approves. */
@Component
final class FindingReader {

    private static final int MOST = 50;
    private static final String SEVERITIES = Arrays.stream(ReviewFinding.Severity.values())
            .map(ReviewFinding.Severity::label)
            .collect(Collectors.joining(", "));

    private final Comments comments;
    private final People people;

    FindingReader(Comments comments, People people) {
        this.comments = comments;
        this.people = people;
    }

    List<ReviewFinding> read(@Nullable List<FindingMessages.Finding> messages) {
        List<ReviewFinding> findings = new ArrayList<>();
        if (messages != null && messages.size() > MOST) {
            throw Invalid.value("findings", messages.size(), "give up to " + MOST + " with one approval.");
        }
        for (FindingMessages.Finding message : messages == null ? List.<FindingMessages.Finding>of() : messages) {
            findings.add(read("findings[" + findings.size() + "].", message));
        }
        return findings;
    }

    private ReviewFinding read(String path, FindingMessages.Finding message) {
        return new ReviewFinding(
                new FindingId(Uuid7.hex()),
                severity(path + "severity", required(path + "severity", message.severity())),
                owner(path + "owner", required(path + "owner", message.owner())),
                Times.read(path + "due", required(path + "due", message.due())),
                comments.required(path + "text", required(path + "text", message.text())));
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Invalid.missing(name);
        }
        return value;
    }

    private static ReviewFinding.Severity severity(String name, String value) {
        Optional<ReviewFinding.Severity> known = Arrays.stream(ReviewFinding.Severity.values())
                .filter(severity -> severity.label().equals(value))
                .findFirst();
        return known.orElseThrow(() -> Invalid.value(name, value, "use one of " + SEVERITIES + "."));
    }

    private SubjectId owner(String name, String value) {
        return people.named(value).orElseThrow(() -> Invalid.value(name, value, "there is no such user."));
    }
}
