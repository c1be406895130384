/** The one page that people need before any other: as whom they are signed in, and their tokens. */
@NullMarked
package io.countersign.account;

import org.jspecify.annotations.NullMarked;
