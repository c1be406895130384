/** The guarded way out: what the server calls on behalf of users, and the addresses that it never calls for them. */
@NullMarked
package io.countersign.egress;

import org.jspecify.annotations.NullMarked;
