/** Decides who may hand their word on changes to whom. */
@NullMarked
package io.countersign.delegation;

import org.jspecify.annotations.NullMarked;
