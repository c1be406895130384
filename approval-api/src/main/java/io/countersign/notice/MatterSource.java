package io.countersign.notice;

import io.countersign.identity.SubjectId;
import java.util.Optional;
import java.util.Set;

/** Looks up one kind of topics, by their ids. What is said of people is empty for what is there no longer. */
interface MatterSource {

    Topic.Kind kind();

    Optional<Matter> find(String id);

    Set<SubjectId> waitedFor(String id);

    Set<String> groupsWaitedFor(String id);

    Set<SubjectId> involved(String id);

    boolean mayRead(SubjectId person, String id);
}
