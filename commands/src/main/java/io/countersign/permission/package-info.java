/** What can be asked of the permissions on an object, and the aggregate that decides. */
@NullMarked
package io.countersign.permission;

import org.jspecify.annotations.NullMarked;
