/** Why a server or a command-line tool cannot start, told in one line. */
@NullMarked
package io.countersign.startup;

import org.jspecify.annotations.NullMarked;
