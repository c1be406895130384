package io.countersign.policy;

import io.countersign.identity.SubjectId;

/**
 * Whom a policy means by a name. It is settled when the policy is proposed: should the name be somebody else's one day,
 * that person's reports do not count.
 *
 * @param name as the document has it, a user name or a subject id
 */
public record Reporter(String name, SubjectId subject) {}
