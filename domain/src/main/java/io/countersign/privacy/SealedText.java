package io.countersign.privacy;

import io.countersign.identity.SubjectId;

/**
 * Text of a person, readable only while that person's key exists.
 *
 * @param subject whose key seals it
 * @param ciphertext Base64 of a 12-byte nonce followed by the AES-256-GCM ciphertext and tag of the UTF-8 text; the
 *     subject's id is the associated data
 */
public record SealedText(SubjectId subject, String ciphertext) {}
