/** All projections together, and the form in which views keep JSON and sealed text. */
@NullMarked
package io.countersign.views;

import org.jspecify.annotations.NullMarked;
