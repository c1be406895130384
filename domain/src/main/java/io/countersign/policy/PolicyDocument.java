package io.countersign.policy;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says.
 *
 * @param rules all of them must hold; no two of one name
 * @param subjectTags names of the version's tags that belong to what is approved: a change of one makes approvals stale
 * @param signing null when an approval is signed in whatever way
 * @param expiresAfter how long a request may wait before the system rejects it; null for as long as it takes
 * @param breakGlass null when nobody gets past its rules
 */
public record PolicyDocument(
        String name,
        String description,
        Scope scope,
        List<Rule> rules,
        Set<String> subjectTags,
        @Nullable SigningRule signing,
        @Nullable Duration expiresAfter,
        Validity validity,
        @Nullable BreakGlass breakGlass) {

    public PolicyDocument {
        rules = List.copyOf(rules);
        subjectTags = Set.copyOf(subjectTags);
    }

    /** One that says nothing of tags and signatures. */
    public PolicyDocument(
            String name,
            String description,
            Scope scope,
            List<Rule> rules,
            @Nullable Duration expiresAfter,
            @Nullable Period revalidateEvery) {
        this(
                name,
                description,
                scope,
                rules,
                Set.of(),
                null,
                expiresAfter,
                new Validity(revalidateEvery, null, WhenStale.DENY),
                null);
    }

    public @Nullable Period revalidateEvery() {
        return validity.revalidateEvery();
    }
}
