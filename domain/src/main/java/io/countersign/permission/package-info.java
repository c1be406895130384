/** Who may do what with a single object beyond what their role gives: levels, principals, and the events that grant. */
@NullMarked
package io.countersign.permission;

import org.jspecify.annotations.NullMarked;
