/** Tells people, by e-mail and chat, what waits for them, what was decided and what expires. */
@NullMarked
package io.countersign.notice;

import org.jspecify.annotations.NullMarked;
