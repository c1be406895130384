/** A logged model: the files of a model as training made them, before anybody registers it. */
@NullMarked
package io.countersign.loggedmodel;

import org.jspecify.annotations.NullMarked;
