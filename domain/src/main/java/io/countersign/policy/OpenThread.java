package io.countersign.policy;

import io.countersign.identity.SubjectId;
import io.countersign.thread.ThreadId;

/** A thread on a request for the change that nobody has resolved. */
public record OpenThread(ThreadId thread, SubjectId by) {}
