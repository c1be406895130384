package io.countersign.signin;

import io.countersign.access.Credential;
import io.countersign.access.SignedIn;
import io.countersign.identity.AccountKind;
import io.countersign.identity.Actor;
import io.countersign.identity.ExternalId;
import io.countersign.identity.PasswordHash;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user as sign-in sees them.
 *
 * @param password null: cannot sign in by one
 * @param external by whom they are vouched for; null for an account of this server alone
 * @param actsFor the person behind it; null when there is none
 * @param removed whether they may come in no more
 */
public record Identity(
        SubjectId subject,
        String username,
        AccountKind kind,
        @Nullable PasswordHash password,
        @Nullable ExternalId external,
        @Nullable SubjectId actsFor,
        Set<Role> roles,
        Set<String> groups,
        boolean removed) {

    SignedIn signedIn() {
        return new SignedIn(actor(), username, "basic");
    }

    /** With the roles that they have now. */
    public SignedIn signedInBy(Credential credential) {
        return new SignedIn(actor(), username, credential);
    }

    public Actor actor() {
        return new Actor(subject, roles, false);
    }

    /** Whether it is a program's, and nobody is said to stand behind it. */
    public boolean answersToNobody() {
        return kind == AccountKind.SERVICE && actsFor == null;
    }

    /** Whether there is some way to sign in by it. */
    boolean canSignIn() {
        return !removed && (password != null || external != null || kind == AccountKind.SERVICE);
    }

    /** Where the server does what they set up, and they are not there. */
    SignedIn standIn() {
        return new SignedIn(actor(), username, "webhook");
    }
}
