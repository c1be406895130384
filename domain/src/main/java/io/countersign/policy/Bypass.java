package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;

/**
 * That two people made a change although rules did not let it pass.
 *
 * @param until when what they did needs a regular approval
 */
public record Bypass(SubjectId first, SubjectId second, Instant until) {}
