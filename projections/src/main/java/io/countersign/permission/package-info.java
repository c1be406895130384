/** Who may do what with which object, as the log tells it, and the facts about objects that the guard asks for. */
@NullMarked
package io.countersign.permission;

import org.jspecify.annotations.NullMarked;
