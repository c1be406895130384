/** What can be asked of local users, and the aggregate that decides. */
@NullMarked
package io.countersign.identity;

import org.jspecify.annotations.NullMarked;
