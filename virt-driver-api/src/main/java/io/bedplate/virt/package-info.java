/** The SPI of virt drivers; its rules are numbered in SPEC.md. */
@NullMarked
package io.bedplate.virt;

import org.jspecify.annotations.NullMarked;
