/** The routes by which people hand their word on changes to others. */
@NullMarked
package io.countersign.delegation;

import org.jspecify.annotations.NullMarked;
