package io.countersign.signin;

import io.countersign.access.SignedIn;
import io.countersign.identity.Actor;
import io.countersign.identity.PasswordHash;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user as sign-in sees them.
 *
 * @param password null: cannot sign in
 */
record Identity(
        SubjectId subject, String username, @Nullable PasswordHash password, Set<Role> roles) {

    SignedIn signedIn() {
        return new SignedIn(new Actor(subject, roles, false), username, "basic");
    }

    /** Where the server does what they set up, and they are not there. */
    SignedIn standIn() {
        return new SignedIn(new Actor(subject, roles, false), username, "webhook");
    }
}
