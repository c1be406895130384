package io.countersign.decision;

import io.countersign.access.ObjectAccess;
import io.countersign.access.SignedIn;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.inbox.VoiceView;
import io.countersign.permission.SecuredObject;
import io.countersign.policy.Electorate;
import io.countersign.policy.Finding;
import io.countersign.registeredmodel.GovernedVersions;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Whom open requests wait for, whoever asks; outside of any HTTP request as well. */
@Component
public final class Constituency {

    private static final Pattern MISSING = Pattern.compile("\\d+ more approvals? by (.+)");
    private static final Actor SYSTEM = SignedIn.SYSTEM.actor();

    private final FactsReader facts;
    private final GovernedVersions governance;
    private final Voters voters;
    private final PeopleReader people;
    private final RequestQueries requests;
    private final PublishedPolicies policies;
    private final ObjectAccess access;

    Constituency(
            FactsReader facts,
            GovernedVersions governance,
            Voters voters,
            PeopleReader people,
            RequestQueries requests,
            PublishedPolicies policies,
            ObjectAccess access) {
        this.facts = facts;
        this.governance = governance;
        this.voters = voters;
        this.people = people;
        this.requests = requests;
        this.policies = policies;
        this.access = access;
    }

    /** Whose word counts on an open request and is missing. */
    public Set<SubjectId> waitedFor(RequestView request) {
        Set<String> said = requests.voices(request.ballot()).stream()
                .filter(VoiceView::isStandingApproval)
                .map(VoiceView::subjectId)
                .collect(Collectors.toSet());
        return voters.all(new ModelId(request.modelId()), standing(request)).stream()
                .filter(person -> !said.contains(person.value()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The groups by which approvals of an open request are missing. */
    public Set<String> groupsWaitedFor(RequestView request) {
        Standing standing = standing(request);
        return standing.evaluation().covered()
                ? standing.evaluation()
                        .objections()
                        .map(Finding::open)
                        .flatMap(List::stream)
                        .map(MISSING::matcher)
                        .filter(Matcher::matches)
                        .map(found -> found.group(1))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of(Electorate.REVIEWERS);
    }

    private Standing standing(RequestView request) {
        ModelId model = new ModelId(request.modelId());
        return governance.standing(model, request.change(), SYSTEM, facts.about(model, request.change(), SYSTEM));
    }

    /** When the server closes a request on which nobody decides; empty for never. */
    public Optional<Instant> expiry(RequestView request) {
        return policies.ofRevisions(request.policies()).stream()
                .map(policy -> policy.document().expiresAfter())
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .map(Instant.ofEpochMilli(request.requestedAt())::plus);
    }

    /** Everybody who is in a group now, or has a role, without those who count as one of the others. */
    public Set<SubjectId> in(String group, Collection<SubjectId> others) {
        Set<SubjectId> members = people.everybody().stream()
                .filter(person -> person.groups().contains(group))
                .map(PeopleReader.Person::subject)
                .collect(Collectors.toSet());
        Set<SubjectId> apart = people.withPersons(others);
        members.removeIf(member -> people.withPersons(Set.of(member)).stream().anyMatch(apart::contains));
        return members;
    }

    /** Whether somebody may read policies, and what is said of all models. False for whoever was removed. */
    public boolean mayRead(SubjectId person) {
        return voters.groupsOf(person).contains(Role.VIEWER.label());
    }

    /** Whether somebody may read a model. False for whoever was removed. */
    public boolean mayRead(SubjectId person, ModelId model) {
        Set<Role> roles = voters.groupsOf(person).stream()
                .flatMap(group -> Role.labelled(group).stream())
                .collect(Collectors.toSet());
        return !roles.isEmpty()
                && access.level(new Actor(person, roles, false), SecuredObject.of(model))
                        .isPresent();
    }
}
