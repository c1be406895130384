package io.countersign.policy;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads how approvals have to be signed. */
final class SigningReader {

    private static final Duration AUTHENTICATED_WITHIN = Duration.ofMinutes(5);

    private SigningReader() {}

    static SigningRule read(Fields fields) {
        Set<String> meanings = new LinkedHashSet<>(fields.texts("meaning"));
        boolean reason = isRequired(fields, "reason");
        boolean reauthentication = isRequired(fields, "reauthentication");
        Duration within = fields.parsed("within", Values::duration, Values.DURATION);
        if (within != null && !reauthentication) {
            fields.wrong("within", "It says how fresh a sign-in must be; add \"reauthentication: required\".");
        }
        Set<String> contexts = new LinkedHashSet<>(fields.texts("acr"));
        if (!contexts.isEmpty() && !reauthentication) {
            fields.wrong("acr", "It says what a fresh sign-in must take; add \"reauthentication: required\".");
        }
        fields.end();
        Duration authenticated = within == null ? AUTHENTICATED_WITHIN : within;
        return new SigningRule(meanings, reason, reauthentication ? authenticated : null, contexts);
    }

    private static boolean isRequired(Fields fields, String name) {
        return Boolean.TRUE.equals(fields.parsed(name, Values::required, "required or optional"));
    }
}
