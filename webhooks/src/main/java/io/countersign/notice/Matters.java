package io.countersign.notice;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What there is to be told, and whom it concerns, as of now. Safe for many threads. */
public interface Matters {

    /** Empty when it is there no longer. */
    Optional<Matter> find(Topic topic);

    /** Whose word counts and is missing. */
    Set<SubjectId> waitedFor(Topic topic);

    /** The groups by which approvals are missing. */
    Set<String> groupsWaitedFor(Topic topic);

    /** Who asked for it, and who has said something about it. */
    Set<SubjectId> involved(Topic topic);

    /** Whether they may read what it is about. False for whoever was removed. */
    boolean mayRead(SubjectId person, Topic topic);

    /** What is open, and closed soon if nobody decides. */
    Set<Topic> expiring(Instant now);
}
