package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;

/** What somebody answered to one item of a checklist. */
public record ChecklistAnswer(String checklist, String item, String answer, SubjectId by, Instant at) {}
