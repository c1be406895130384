/** Managing local users: MLflow's users API, and roles and groups beside it. */
@NullMarked
package io.countersign.users;

import org.jspecify.annotations.NullMarked;
