/** What JMH measures. Not null-marked: JMH calls methods that set the fields. */
package dev.switchback.benchmarks.warm;
