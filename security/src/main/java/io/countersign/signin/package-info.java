/** Local users: their names and passwords, and how a request proves to come from one of them. */
@NullMarked
package io.countersign.signin;

import org.jspecify.annotations.NullMarked;
