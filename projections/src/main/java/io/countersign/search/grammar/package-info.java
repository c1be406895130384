/** The parser that ANTLR generates from {@code MlflowSearch.g4}: nothing in it is written by hand. */
package io.countersign.search.grammar;
