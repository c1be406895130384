package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;

/** An objection that neither its author has lifted nor an administrator dismissed. */
public record Veto(SubjectId by, Instant at) {}
