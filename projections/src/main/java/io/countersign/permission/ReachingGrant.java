package io.countersign.permission;

/** A grant that reaches a person, and what it is on. */
public record ReachingGrant(SecuredObject object, Grant grant) {

    /** To themselves, and not to one of their groups. */
    public boolean isTheirOwn() {
        return grant.principal().kind() == Principal.Kind.USER;
    }
}
