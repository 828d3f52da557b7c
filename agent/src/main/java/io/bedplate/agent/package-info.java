/** The compute agent: claims, instances, and the proof that what was claimed is in force. */
@NullMarked
package io.bedplate.agent;

import org.jspecify.annotations.NullMarked;
