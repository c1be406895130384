package io.countersign.signin;

/** Whether people sign in. */
public enum SignInMode {
    /** With the names and passwords that this server keeps. */
    LOCAL,
    /** Nobody does: one person on one machine, reachable from that machine only. */
    NONE
}
