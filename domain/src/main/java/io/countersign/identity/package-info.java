/** People and service accounts: opaque subjects, their roles, and who is acting in a command. */
@NullMarked
package io.countersign.identity;

import org.jspecify.annotations.NullMarked;
