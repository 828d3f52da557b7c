/** Measurements that hold the figures of SPECIFICATION.md. */
@NullMarked
package io.bedplate.benchmarks;

import org.jspecify.annotations.NullMarked;
