package io.countersign.signin;

/** Which of the names that somebody else gives can be users' names here. */
public final class UserNames {

    private UserNames() {}

    public static boolean isAllowed(String name) {
        return UserRules.isName(name);
    }
}
