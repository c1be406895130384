package io.countersign.signin;

import io.countersign.identity.ExternalId;
import io.countersign.identity.SubjectId;
import java.util.Optional;

/** Users, as sign-in knows them, from memory where that will do. */
public final class Identities {

    private final Remembered<String, Identity> byName;
    private final Remembered<SubjectId, Identity> bySubject;
    private final Remembered<ExternalId, Identity> byExternalId;

    Identities(UserChanges changes, UserQueries queries) {
        byName = new Remembered<>(changes, queries::identity);
        bySubject = new Remembered<>(changes, queries::identity);
        byExternalId = new Remembered<>(changes, queries::identity);
    }

    public Optional<Identity> of(SubjectId user) {
        return bySubject.get(user);
    }

    /** Also somebody who was removed, and so must not come in by the provider's word. */
    public Optional<Identity> of(ExternalId external) {
        return byExternalId.get(external);
    }

    /** The user, if known without asking the database. */
    Optional<Identity> remembered(String username) {
        return byName.remembered(UserRules.fold(username));
    }

    Optional<Identity> read(String username) {
        return byName.read(UserRules.fold(username));
    }
}
