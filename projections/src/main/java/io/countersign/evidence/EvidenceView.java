package io.countersign.evidence;

/**
 * A document that stands for a version.
 *
 * @param mediaType without parameters
 * @param size in bytes
 * @param name under which it is saved
 * @param producedBy the subject id once that person is gone
 * @param givenAt milliseconds since the epoch
 */
public record EvidenceView(
        String slot,
        String mediaType,
        String sha256,
        long size,
        String name,
        String producerId,
        String producedBy,
        long givenAt) {}
