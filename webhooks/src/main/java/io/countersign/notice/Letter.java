package io.countersign.notice;

import java.util.List;

/**
 * A message as text.
 *
 * @param subject one line
 * @param messageId the same for each attempt, without angle brackets or host
 * @param thread the ids of the topics that it is about, each one's messages in one thread
 */
record Letter(String subject, String text, String messageId, List<String> thread) {}
