package io.countersign.signin;

/** Whether people sign in. */
public enum SignInMode {
    /** With the names and passwords that this server keeps. */
    LOCAL,
    /** At an OpenID provider, of which Keycloak is one. */
    KEYCLOAK,
    /** Nobody does: one person on one machine, reachable from that machine only. */
    NONE
}
