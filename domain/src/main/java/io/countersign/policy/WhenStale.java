package io.countersign.policy;

/** What the deployment gate says of a version in the target whose approvals went stale. */
public enum WhenStale {
    /** That it may be served, and that its approvals are stale. */
    WARN,
    /** That it may not be served. */
    DENY
}
